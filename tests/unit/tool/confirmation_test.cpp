// SPDX-License-Identifier: MIT
// Destructive tools through the invoker: they run from a person's word, and from nothing else.
#include "core/tool/invoker.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"

#include <reel/event.hpp>
#include <reel/task_group.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using reel::errc;
using reeld::confirm::pending;
using reeld::tool::call_options;

namespace
{

struct thing_args
{
    std::string name;
    std::optional<int> copies;
};
BOOST_DESCRIBE_STRUCT(thing_args, (), (name, copies))

struct thing_answer
{
    std::string message;
};
BOOST_DESCRIBE_STRUCT(thing_answer, (), (message))

struct shelf
{
    using answer = reel::awaitable<reel::result<thing_answer>>;

    answer remove(thing_args args, reel::call_context&)
    {
        removed.push_back(args.name);
        co_return thing_answer{"Gone: " + args.name};
    }
    reel::awaitable<reel::result<std::string>> ask(thing_args args, reel::call_context& call)
    {
        if (args.name == "nothing")
            co_return reel::error{errc::bad_argument, "There is no such thing"};
        if (args.name == "slow")
            co_await gate.wait();
        co_return "Remove " + args.name + " for " + call.caller().name + "?";
    }
    reel::tool_set tools()
    {
        const auto declared = [](std::string name) {
            return reel::tool<thing_args, thing_answer>(std::move(name))
                .title("Remove a thing")
                .arg("copies", "How many", reel::between(1, 5))
                .destructive()
                .consequence("It is gone for good.");
        };
        return {reel::bind(declared("remove"), this, &shelf::remove, &shelf::ask),
                reel::bind(declared("remove_plainly"), this, &shelf::remove),
                reel::bind(declared("remove_all").admin_only(), this, &shelf::remove)};
    }

    reel::event gate;
    std::vector<std::string> removed{};
};

struct confirmation_fixture
{
    confirmation_fixture() { BOOST_REQUIRE(tools.publish("shelf", things.tools())); }
    ~confirmation_fixture() { reel_test::run(io, calls.drain()); }

    using answer = reel::result<reel::tool_result>;
    answer call(std::string name, std::string_view json, std::string confirmation = {}, pending* proposal = nullptr)
    {
        return reel_test::run(io,
                              calling(std::move(name), boost::json::parse(json), std::move(confirmation), proposal));
    }
    reel::awaitable<answer> calling(std::string name, boost::json::value args, std::string confirmation,
                                    pending* proposal)
    {
        call_options options;
        options.who = who;
        options.confirmation = std::move(confirmation);
        options.proposal = proposal;
        co_return co_await calls.call(name, args, std::move(options));
    }
    pending propose(std::string name, std::string_view json)
    {
        pending out;
        const auto said = call(std::move(name), json, {}, &out);
        BOOST_TEST_REQUIRE(!said);
        BOOST_TEST((said.error().kind() == errc::unconfirmed), said.error().message());
        return out;
    }

    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    reeld::tool::registry tools;
    reeld::tool::invoker calls{io.get_executor(), tools, clock, {}, reel::logger{logs, "core"}};
    shelf things{reel::event{io.get_executor()}};
    reel::caller who{"anna", reel::role::admin, {}};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tool_confirmation, confirmation_fixture)

BOOST_AUTO_TEST_CASE(without_anybody_to_ask_nothing_runs_and_nothing_is_proposed)
{
    const auto said = call("remove", R"({"name":"Dune"})");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::unconfirmed));
    BOOST_TEST(said.error().message() ==
               "Remove Dune for anna? It is gone for good. Nothing was done yet: a person has to agree first.");
    BOOST_TEST(things.removed.empty());
    BOOST_TEST(calls.confirmations().open() == 0u);
    BOOST_TEST(logs.records().size() == 1u);
    BOOST_TEST(logs.nowhere("Dune"));
}

BOOST_AUTO_TEST_CASE(a_person_s_word_runs_it_once)
{
    const auto asked = propose("remove", R"({"name":"Dune"})");
    BOOST_TEST(asked.preview == "Remove Dune for anna? It is gone for good.");
    BOOST_TEST(asked.tool == "remove");
    BOOST_TEST(things.removed.empty());

    const auto done = call("remove", R"({"name":"Dune"})", asked.token);
    BOOST_REQUIRE(done);
    BOOST_TEST(done->json == R"({"message":"Gone: Dune"})");
    const auto replayed = call("remove", R"({"name":"Dune"})", asked.token);
    BOOST_TEST(replayed.error().message() == "Nothing was done now: this confirmation was used already. Call again "
                                             "without it, and ask the person anew.");
    BOOST_TEST(things.removed.size() == 1u);
    BOOST_TEST(logs.nowhere("Dune"), "arguments are audited by name");
    BOOST_TEST(logs.nowhere(asked.token));
}

BOOST_AUTO_TEST_CASE(a_tool_without_a_preview_is_described_by_its_title_and_arguments)
{
    BOOST_TEST(propose("remove_plainly", R"({"name":"Dune","copies":2})").preview ==
               "Remove a thing? (name: Dune; copies: 2) It is gone for good.");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_not_asked_for)
{
    const auto error_of = [&](std::string_view tool, std::string_view json) {
        pending asked;
        const auto said = call(std::string{tool}, json, {}, &asked);
        BOOST_TEST(asked.token.empty());
        return said.error().kind();
    };
    BOOST_TEST((error_of("remove", R"({"name":"nothing"})") == errc::bad_argument));
    BOOST_TEST((error_of("remove", R"({"nam":"Dune"})") == errc::bad_argument));
    BOOST_TEST((error_of("remove", "[]") == errc::bad_argument));
    BOOST_TEST((error_of("remove_plainly", R"({"name":"Dune","copies":9})") == errc::bad_argument));
    who.role = reel::role::any;
    BOOST_TEST((error_of("remove_all", R"({"name":"Dune"})") == errc::permission));
}

BOOST_AUTO_TEST_CASE(a_role_that_was_lowered_meanwhile_refuses_and_keeps_the_token)
{
    const auto asked = propose("remove_all", R"({"name":"Dune"})");
    who.role = reel::role::any;
    BOOST_TEST((call("remove_all", R"({"name":"Dune"})", asked.token).error().kind() == errc::permission));
    BOOST_TEST(things.removed.empty());
    BOOST_TEST(logs.has(reel::log_level::warn, "Confirmation refused"));
    who.role = reel::role::admin;
    BOOST_TEST(call("remove_all", R"({"name":"Dune"})", asked.token).has_value());
}

BOOST_AUTO_TEST_CASE(a_word_for_one_call_does_not_run_another)
{
    const auto asked = propose("remove", R"({"name":"Dune"})");
    BOOST_TEST((call("remove", R"({"name":"Alien"})", asked.token).error().kind() == errc::unconfirmed));
    BOOST_TEST((call("remove_all", R"({"name":"Dune"})", asked.token).error().kind() == errc::unconfirmed));
    who.name = "bob";
    BOOST_TEST((call("remove", R"({"name":"Dune"})", asked.token).error().kind() == errc::unconfirmed));
    BOOST_TEST(things.removed.empty());
}

BOOST_AUTO_TEST_CASE(a_word_that_comes_too_late_runs_nothing)
{
    const auto asked = propose("remove", R"({"name":"Dune"})");
    clock.advance(5min);
    BOOST_TEST((call("remove", R"({"name":"Dune"})", asked.token).error().kind() == errc::unconfirmed));
    BOOST_TEST(things.removed.empty());
}

BOOST_AUTO_TEST_CASE(a_preview_has_the_deadline_of_its_tool)
{
    std::optional<answer> said;
    reel::task_group tasks{io.get_executor()};
    struct keep
    {
        static reel::awaitable<void> of(reel::awaitable<answer> work, std::optional<answer>& into)
        {
            into = co_await std::move(work);
        }
    };
    tasks.spawn("call", keep::of(calling("remove", boost::json::parse(R"({"name":"slow"})"), {}, nullptr), said));
    reel_test::settle(io);
    BOOST_TEST(calls.in_flight().size() == 1u);
    clock.advance(31s);
    reel_test::run(io, tasks.join());
    BOOST_TEST((said->error().kind() == errc::timeout));
}

BOOST_AUTO_TEST_SUITE_END()
