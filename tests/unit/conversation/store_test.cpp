// SPDX-License-Identifier: MIT
#include "core/conversation/sqlite_store.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>

#include <sys/stat.h>

using namespace reeld::conversation;
namespace model = reeld::model;
namespace fs = std::filesystem;
using reel_test::temp_dir;

namespace
{

struct store_fixture
{
    std::unique_ptr<sqlite_store> open() { return sqlite_store::open(file, clock, reel::logger{logs, "core"}).value(); }
    static turn said(std::string text, std::string id = {}, std::size_t calls = 0)
    {
        turn out{std::move(id), text, {}, "answer to " + text, reel::time_point{reel::duration{1000}}};
        for (std::size_t i = 0; i < calls; ++i)
        {
            const auto call = "call_" + std::to_string(i);
            out.steps.push_back({model::speaker::assistant, "looking", {{call, "check", R"({"a":"ü"})"}}, {}});
            out.steps.back().calls[0].extra = {{"extra_content", call}};
            out.steps.back().extra = {{"reasoning", "hm"}};
            out.steps.back().said_by = "small";
            out.steps.push_back({model::speaker::tool, "result", {}, call});
        }
        return out;
    }
    std::vector<std::string> texts(sqlite_store& memory, std::size_t messages)
    {
        std::vector<std::string> out;
        for (const auto& t : memory.recent(kitchen, messages).value())
            out.push_back(t.text);
        return out;
    }

    temp_dir dir;
    fs::path file = dir.path() / "conversations.db";
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    place kitchen{"Ann", "kitchen"};
};

using texts_are = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversation_store, store_fixture)

BOOST_AUTO_TEST_CASE(a_turn_is_there_whole_after_a_restart)
{
    open()->add(kitchen, said("one", "id-1", 2)).value();
    const auto turns = open()->recent(kitchen, 20).value();
    BOOST_REQUIRE(turns.size() == 1u);
    const auto& t = turns[0];
    BOOST_TEST(t.text == "one");
    BOOST_TEST(t.answer == "answer to one");
    BOOST_TEST(t.message_id == "id-1");
    BOOST_TEST(t.at.time_since_epoch().count() == 1000);
    BOOST_REQUIRE(t.steps.size() == 4u);
    BOOST_TEST(t.steps[0].text == "looking");
    BOOST_TEST(t.steps[2].calls[0].arguments == R"({"a":"ü"})");
    BOOST_TEST(t.steps[2].calls[0].extra.at("extra_content").as_string() == "call_1");
    BOOST_TEST(t.steps[2].extra.at("reasoning").as_string() == "hm", "some want that back ever after");
    BOOST_TEST(t.steps[2].said_by == "small");
    BOOST_TEST(t.steps[3].call_id == "call_1");
}

BOOST_AUTO_TEST_CASE(the_window_counts_messages_and_keeps_turns_whole)
{
    const auto memory = open();
    for (int i = 0; i < 30; ++i)
        memory->add(kitchen, said(std::to_string(i))).value();
    BOOST_TEST(texts(*memory, 20).size() == 10u);
    memory->add(kitchen, said("with calls", {}, 7)).value(); // 16 messages
    BOOST_TEST(texts(*memory, 20) == (texts_are{"28", "29", "with calls"}), boost::test_tools::per_element());
    memory->add(kitchen, said("with many", {}, 20)).value(); // 42
    BOOST_TEST(texts(*memory, 20) == (texts_are{"with many"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_message_id_is_answered_once_in_a_conversation)
{
    const auto memory = open();
    memory->add(kitchen, said("one", "id-1")).value();
    memory->add(kitchen, said("again", "id-1")).value();
    memory->add({"Ann", "cellar"}, said("elsewhere", "id-1")).value();
    memory->add({"Ann", "cellar"}, said("there only", "id-3")).value();
    memory->add(kitchen, said("without")).value();
    memory->add(kitchen, said("without")).value();
    BOOST_TEST(texts(*memory, 20) == (texts_are{"one", "without", "without"}), boost::test_tools::per_element());
    BOOST_TEST(memory->answer_to(kitchen, "id-1").value()->text == "answer to one");
    BOOST_TEST(!memory->answer_to(kitchen, "id-2").value());
    BOOST_TEST(memory->answer_to("Ann", "id-3").value()->conversation == "cellar");
    BOOST_TEST(!memory->answer_to("Bob", "id-1").value());
}

BOOST_AUTO_TEST_CASE(conversations_belong_to_their_user)
{
    const auto memory = open();
    memory->add(kitchen, said("one")).value();
    BOOST_TEST(memory->recent({"Bob", "kitchen"}, 20).value().empty());
    BOOST_TEST(!memory->history({"Bob", "kitchen"}, 20).value());
}

BOOST_AUTO_TEST_CASE(that_an_answer_was_delivered_is_kept)
{
    const auto memory = open();
    memory->add(kitchen, said("one", "id-1")).value();
    BOOST_TEST(!memory->answer_to(kitchen, "id-1").value()->delivered);
    memory->delivered(kitchen, "id-1").value();
    BOOST_TEST(memory->answer_to(kitchen, "id-1").value()->delivered);
}

BOOST_AUTO_TEST_CASE(history_is_what_people_said_and_were_told_oldest_first)
{
    const auto memory = open();
    memory->add(kitchen, said("one", {}, 1)).value();
    memory->add(kitchen, said("two")).value();
    const auto shown = *memory->history(kitchen, 3).value();
    BOOST_REQUIRE(shown.size() == 3u);
    BOOST_TEST(shown[0].text == "answer to one");
    BOOST_TEST((shown[1].from == model::speaker::user));
    BOOST_TEST(shown[2].text == "answer to two");
}

BOOST_AUTO_TEST_CASE(conversations_are_listed_the_one_spoken_in_last_first)
{
    const auto memory = open();
    memory->add(kitchen, said("one\nand " + std::string(300, 'x'))).value();
    memory->add({"Ann", "cellar"}, said("two")).value();
    memory->add({"Bob", "kitchen"}, said("three")).value();
    memory->add(kitchen, said("four")).value();
    const auto all = memory->list("Ann", 10).value();
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].name == "kitchen");
    BOOST_TEST(all[0].first_words.starts_with("one and xx"));
    BOOST_TEST(all[0].first_words.size() <= 80u);
    BOOST_TEST(all[0].last.time_since_epoch().count() == 1000);
    BOOST_TEST(all[1].first_words == "two");
    BOOST_TEST(memory->list("Ann", 1).value().size() == 1u);
    BOOST_TEST(memory->forget(kitchen).value());
    BOOST_TEST(memory->list("Ann", 10).value().size() == 1u);
    BOOST_TEST(memory->list("Eve", 10).value().empty());
}

BOOST_AUTO_TEST_CASE(conversations_of_the_first_version_are_listed_as_well)
{
    {
        auto db = database::open(file).value();
        db.execute("CREATE TABLE conversations(id INTEGER PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, "
                   "UNIQUE(user, name));"
                   "CREATE TABLE turns(id INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES "
                   "conversations(id) ON DELETE CASCADE, message_id TEXT, at INTEGER NOT NULL, text TEXT NOT NULL, "
                   "steps TEXT NOT NULL, answer TEXT NOT NULL, delivered INTEGER NOT NULL DEFAULT 0);"
                   "CREATE INDEX turns_by_conversation ON turns(conversation, id);"
                   "CREATE UNIQUE INDEX turns_by_message ON turns(message_id, conversation) WHERE message_id IS NOT "
                   "NULL;"
                   "INSERT INTO conversations VALUES(1, 'Ann', 'kitchen'), (2, 'Ann', 'cellar');"
                   "INSERT INTO turns(conversation, at, text, steps, answer) VALUES(2, 1, 'two', '', 'b'), "
                   "(1, 2, 'one', '', 'a');"
                   "PRAGMA user_version = 1")
            .value();
    }
    const auto all = open()->list("Ann", 10).value();
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].first_words == "one");
    BOOST_TEST(all[1].first_words == "two");
}

BOOST_AUTO_TEST_CASE(everything_is_found_by_an_index)
{
    const auto plans = open()->query_plans().value();
    BOOST_TEST_INFO(plans);
    BOOST_TEST(plans.find("SEARCH turns USING INDEX turns_by_conversation (conversation=?)") != std::string::npos);
    BOOST_TEST(plans.find("SCAN") == std::string::npos);
    BOOST_TEST(plans.find("USE TEMP B-TREE FOR ORDER BY") == std::string::npos);
    BOOST_TEST(plans.find("USING INDEX conversations_by_last_turn (user=?)") != std::string::npos);
    BOOST_TEST(plans.find("SEARCH t USING INDEX turns_by_message (message_id=?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_else_can_read_the_file)
{
    const auto memory = open();
    memory->add(kitchen, said("one")).value();
    for (const auto& entry : fs::directory_iterator{dir.path()})
    {
        struct stat found{};
        BOOST_REQUIRE(::stat(entry.path().c_str(), &found) == 0);
        BOOST_TEST((found.st_mode & 0777) == 0600u, entry.path() << " must have mode 0600");
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_moved_aside_and_a_new_one_begun)
{
    dir.write("conversations.db", std::string(10'000, 'x'));
    const auto memory = open();
    memory->add(kitchen, said("one")).value();
    BOOST_TEST(texts(*memory, 20).size() == 1u);
    BOOST_TEST(fs::exists(file.string() + ".broken-20260101T000000Z"));
    BOOST_TEST(logs.has(reel::log_level::error, "moved aside"));
}

BOOST_AUTO_TEST_CASE(damage_that_shows_later_is_moved_aside_then)
{
    {
        const auto memory = open();
        for (int i = 0; i < 200; ++i)
            memory->add(kitchen, said(std::string(1000, 'x'))).value();
    }
    {
        std::fstream damage{file, std::ios::in | std::ios::out | std::ios::binary};
        damage.seekp(4096); // the first page, and so the schema, stays
        damage << std::string(fs::file_size(file) - 4096, '\x7f');
    }
    const auto memory = open();
    memory->add(kitchen, said("one")).value();
    BOOST_TEST(texts(*memory, 20) == (texts_are{"one"}), boost::test_tools::per_element());
    BOOST_TEST(logs.count(reel::log_level::error, "moved aside") == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_of_a_newer_version_is_left_alone)
{
    open()->add(kitchen, said("one")).value();
    database::open(file).value().execute("PRAGMA user_version = 99").value();
    const auto opened = sqlite_store::open(file, clock, reel::logger{logs, "core"});
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().message().find("newer version") != std::string::npos);
    BOOST_TEST(fs::exists(file));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_made_is_an_error)
{
    const auto opened = sqlite_store::open(dir.path() / "none" / "conversations.db", clock, reel::logger{logs, "core"});
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().message().find("No such file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_older_turns_only_the_words_are_kept)
{
    auto memory = sqlite_store::open(file, clock, reel::logger{logs, "core"}, {.turns_with_steps = 2}).value();
    for (const auto* text : {"one", "two", "three"})
        BOOST_REQUIRE(memory->add(kitchen, said(text, text, 1)));
    const auto read = memory->recent(kitchen, 100).value();
    BOOST_REQUIRE(read.size() == 3u);
    BOOST_TEST(read[0].steps.empty());
    BOOST_TEST(read[0].answer == "answer to one");
    BOOST_TEST(read[1].steps.size() == 2u);
    BOOST_TEST(read[2].steps.size() == 2u);
}

BOOST_AUTO_TEST_CASE(what_is_too_old_is_forgotten_with_the_turns_that_follow)
{
    auto memory = sqlite_store::open(file, clock, reel::logger{logs, "core"}, {.keep = std::chrono::hours{24}}).value();
    const auto now_said = [&](std::string text) {
        auto out = said(std::move(text));
        out.at = clock.now();
        return out;
    };
    BOOST_REQUIRE(memory->add({"Ann", "cellar"}, now_said("old")));
    BOOST_REQUIRE(memory->add(kitchen, now_said("old")));
    clock.advance(std::chrono::hours{23});
    BOOST_REQUIRE(memory->add(kitchen, now_said("newer")));
    BOOST_TEST(texts(*memory, 100).size() == 2u);
    clock.advance(std::chrono::hours{2});
    BOOST_REQUIRE(memory->add(kitchen, now_said("newest")));
    BOOST_TEST(texts(*memory, 100) == (std::vector<std::string>{"newer", "newest"}), boost::test_tools::per_element());
    BOOST_TEST(!memory->history({"Ann", "cellar"}, 10).value().has_value());
}

BOOST_AUTO_TEST_CASE(a_turn_may_be_amended)
{
    auto memory = open();
    auto turn = said("delete it", "m1");
    turn.answer = "begun";
    const auto number = memory->add(kitchen, turn).value();
    turn.answer = "done";
    turn.steps = said("x", {}, 1).steps;
    BOOST_REQUIRE(memory->amend(number, turn));
    const auto read = memory->recent(kitchen, 10).value();
    BOOST_REQUIRE(read.size() == 1u);
    BOOST_TEST(read[0].answer == "done");
    BOOST_TEST(read[0].steps.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
