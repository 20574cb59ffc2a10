// SPDX-License-Identifier: MIT
// kill -9 in every phase of a turn: a child process dies there, the next one opens the same file, and the message is delivered
// again, as a webhook is.
#include "tests/unit/conversation/house.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

using namespace reel_test;

namespace
{

enum class phase
{
    model_asked_first,
    tool_called,
    model_asked_second,
    answer_saved,
    answer_delivered
};

[[noreturn]] void die()
{
    ::raise(SIGKILL);
    std::abort();
}

/// Hears of tools, and dies.
struct deadly final : conversation::listener
{
    void tool_started(std::string_view, std::string_view) override { die(); }
};

void script(scripted_model& llm)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}});
    llm.says("Yes.");
}

[[noreturn]] void live_until(phase end, const std::filesystem::path& file)
{
    house h{{}, file};
    script(h.llm);
    int asked = 0;
    h.llm.before = [&] {
        ++asked;
        if ((asked == 1 && end == phase::model_asked_first) || (asked == 2 && end == phase::model_asked_second))
            die();
    };
    deadly at_tools;
    (void)h.say("Do I have Dune?", "update-1", end == phase::tool_called ? &at_tools : nullptr);
    if (end == phase::answer_delivered)
        h.service.delivered(h.who, h.where, "update-1");
    die();
}

void die_in_child(phase where, const std::filesystem::path& file)
{
    const auto child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0)
        live_until(where, file);
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFSIGNALED(status));
    BOOST_TEST(WTERMSIG(status) == SIGKILL);
}

} // namespace

BOOST_AUTO_TEST_SUITE(conversation_crash)

BOOST_AUTO_TEST_CASE(killed_in_any_phase_a_message_delivered_again_is_answered_once_and_remembered_once)
{
    for (const auto where : {phase::model_asked_first, phase::tool_called, phase::model_asked_second,
                             phase::answer_saved, phase::answer_delivered})
    {
        BOOST_TEST_CONTEXT("phase " << static_cast<int>(where))
        {
            const temp_dir dir;
            const auto file = dir.path() / "conversations.db";
            die_in_child(where, file);

            house h{{}, file};
            script(h.llm);
            const bool saved = where == phase::answer_saved || where == phase::answer_delivered;
            BOOST_TEST(h.service.history(h.who, h.where, 10).has_value() == saved); // all of it or nothing
            const auto said = h.say("Do I have Dune?", "update-1");
            BOOST_REQUIRE(said);
            BOOST_TEST(said->text == "Yes.");
            BOOST_TEST(said->repeated == saved);
            BOOST_TEST(said->delivered == (where == phase::answer_delivered));
            BOOST_TEST(h.service.history(h.who, h.where, 10)->size() == 2u);
            BOOST_TEST(h.logs.count(reel::log_level::error, "damaged") == 0u);
        }
    }
}

[[noreturn]] void confirm_until(bool done, const std::filesystem::path& file)
{
    house h{{}, file};
    h.llm.calls({{"delete_film", R"({"title":"Dune"})"}});
    (void)h.say("Delete Dune", "ask");
    if (done)
        h.llm.before = die; // it would put what was done into words
    else
        h.deleting = die;
    (void)h.say("yes", "yes");
    ::_exit(1);
}

BOOST_AUTO_TEST_CASE(killed_around_a_confirmed_action_the_person_is_told_how_far_it_came_and_nothing_is_done_again)
{
    for (const bool done : {false, true})
    {
        const temp_dir dir;
        const auto file = dir.path() / "conversations.db";
        const auto child = ::fork();
        if (child == 0)
            confirm_until(done, file);
        int status = 0;
        BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
        BOOST_REQUIRE(WIFSIGNALED(status));

        house h{{}, file};
        const auto said = h.say("yes", "yes");
        BOOST_REQUIRE(said);
        BOOST_TEST(said->repeated);
        BOOST_TEST(said->text.find(done ? "Dune was deleted" : "I have begun with this") == 0u, said->text);
        BOOST_TEST(h.deleted.empty());
        BOOST_TEST(h.service.history(h.who, h.where, 10)->size() == 4u);
    }
}

/// Writes turns as fast as it can and says after each that it is written.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int told)
{
    house h{{}, file};
    for (std::uint32_t i = 0;; ++i)
    {
        const conversation::turn said{std::to_string(i), "question", {}, "answer", {}};
        if (!h.memory->add({"Ann", "kitchen"}, said) || ::write(told, &i, sizeof i) != sizeof i)
            ::_exit(1);
    }
}

BOOST_AUTO_TEST_CASE(killed_while_it_writes_whatever_was_said_to_be_written_is_there)
{
    const temp_dir dir;
    const auto file = dir.path() / "conversations.db";
    for (int round = 0; round < 20; ++round)
    {
        int pipe[2];
        BOOST_REQUIRE(::pipe(pipe) == 0);
        std::filesystem::remove_all(file);
        std::filesystem::remove_all(file.string() + "-wal");
        std::filesystem::remove_all(file.string() + "-shm");
        const auto child = ::fork();
        if (child == 0)
        {
            ::close(pipe[0]);
            write_until_killed(file, pipe[1]);
        }
        ::close(pipe[1]);
        std::uint32_t last = 0;
        while (::read(pipe[0], &last, sizeof last) == sizeof last && last < static_cast<std::uint32_t>(7 * round))
            ;
        ::kill(child, SIGKILL);
        while (::read(pipe[0], &last, sizeof last) == sizeof last)
            ;
        ::close(pipe[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        BOOST_TEST(WIFSIGNALED(status));

        house h{{}, file};
        BOOST_TEST(
            h.memory->answer_to(conversation::place{"Ann", "kitchen"}, std::to_string(last)).value().has_value());
        BOOST_TEST(
            !h.memory->answer_to(conversation::place{"Ann", "kitchen"}, std::to_string(last + 2)).value().has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
