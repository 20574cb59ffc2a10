// SPDX-License-Identifier: MIT
// The client against the simulated model, over real connections: with every quirk it understands the same.
#include "core/http/client.hpp"
#include "core/model/client.hpp"
#include "tests/sim/model/control.hpp"
#include "tests/sim/simulator.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace reel_test;
using namespace std::chrono_literals;
using namespace reeld::model;
using reel::errc;
namespace json = boost::json;

namespace
{

struct sim_fixture
{
    sim_fixture()
    {
        BOOST_REQUIRE(sim.listen());
        where.name = "sim";
        where.model = "small";
        where.url = boost::urls::url{sim.url() + "/model/v1"};
        where.key = reel::secret{"a-key"};
        asked.messages = {{speaker::user, "Do I have Dune?", {}, {}}};
        asked.tools = {offer_of("check", "Checks the library", {})};
    }
    ~sim_fixture()
    {
        client_.reset();
        run(io, sim.stop());
    }

    void play(const std::string& text) { reel_sim::model::change(sim.model(), json::parse(text)); }

    reel::result<reply> ask()
    {
        if (!client_)
            client_ = std::make_unique<reeld::model::client>(
                std::vector{where},
                [this](reel::http_settings s) {
                    return reeld::http::make_http_client(io.get_executor(), clock, std::move(s),
                                                         reel::logger{logs, "core"});
                },
                clock, reel::logger{logs, "core"});
        heard.clear();
        return run(io, client_->complete(asked, [this](std::string_view piece) { heard.emplace_back(piece); }));
    }

    std::string summary()
    {
        const auto got = ask();
        if (!got)
            return std::string{to_string(got.error().kind())} + ": " + got.error().message();
        auto out = got->said.text;
        for (const auto& call : got->said.calls)
            out += " " + call.name + call.arguments + (call.id.empty() ? " without an id" : "");
        return out;
    }

    asio::io_context io{1};
    reel::system_clock clock;
    log_capture logs;
    reel_sim::simulator sim{io.get_executor(), {}};
    endpoint where;
    request asked;
    std::vector<std::string> heard;
    std::unique_ptr<reeld::model::client> client_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(model_over_http, sim_fixture)

BOOST_AUTO_TEST_CASE(with_every_quirk_the_same_is_understood)
{
    for (const auto* quirks : {"",
                               "\"stop with calls\"",
                               "\"no ids\"",
                               "\"no index\"",
                               "\"index 0\"",
                               "\"repeated names\"",
                               "\"object arguments\"",
                               "\"whole calls\"",
                               "\"whole\"",
                               "\"no done\"",
                               "\"no usage\"",
                               "\"null content\"",
                               "\"thinking\"",
                               "\"reasoning\"",
                               "\"reasoning details\"",
                               "\"signatures\"",
                               "\"crlf\"",
                               "\"comments\"",
                               "\"single newlines\"",
                               "\"split\"",
                               "\"split\",\"crlf\",\"thinking\",\"no done\"",
                               "\"no ids\",\"no index\",\"null content\",\"comments\"",
                               "\"whole\",\"no ids\",\"object arguments\",\"thinking\""})
        for (const bool stream : {true, false})
        {
            asked.more["temperature"] = 0;
            where.stream = stream;
            client_.reset();
            play(std::string{R"([{"expect":{"user":"dune","tools":["check"],"model":"small"},
                    "reply":{"text":"Let me look: caf\u00e9.","pieces":4,"calls":[
                        {"name":"check","arguments":{"title":"Dune"}},{"name":"check","arguments":{"title":"Heat"}}],"quirks":[)"} +
                 quirks + "]}}]");
            BOOST_TEST(summary() == R"(Let me look: café. check{"title":"Dune"} check{"title":"Heat"})",
                       (stream ? "streamed with " : "whole with ") << quirks);
        }
}

BOOST_AUTO_TEST_CASE(how_a_model_came_to_its_calls_goes_back_to_it_with_their_results)
{
    for (const bool stream : {true, false})
    {
        where.stream = stream;
        client_.reset();
        asked.messages = {{speaker::user, "Do I have Dune?", {}, {}}};
        play(R"([{"reply":{"calls":[{"name":"check"}],"quirks":["signatures","reasoning","reasoning details"]}},
                 {"expect":{"said":["\"extra_content\":{\"google\":{\"thought_signature\":\"signed check\"}}",
                                    "\"reasoning_content\":\"The user wants to know.\"",
                                    "\"signature\":\"signed\""]},
                  "reply":{"text":"Yes."}}])");
        const auto first = ask();
        BOOST_REQUIRE(first && first->said.calls.size() == 1U);
        asked.messages.push_back(first->said);
        asked.messages.push_back({speaker::tool, "{}", {}, first->said.calls[0].id});
        BOOST_TEST(summary() == "Yes.");
    }
}

BOOST_AUTO_TEST_CASE(text_arrives_in_pieces_and_tokens_are_counted)
{
    play(R"([{"reply":{"text":"one two three","every":1}}])");
    const auto got = ask();
    BOOST_REQUIRE(got);
    BOOST_TEST(heard == (std::vector<std::string>{"one", " two", " three"}), boost::test_tools::per_element());
    BOOST_TEST(got->used.completion_tokens > 0);
    BOOST_TEST(got->model == "small");
}

BOOST_AUTO_TEST_CASE(faults_are_survived_as_far_as_nothing_was_said)
{
    play(R"([{"fault":{"status":503},"times":1},{"fault":{"cut":0}},{"reply":{"text":"Yes."}}])");
    BOOST_TEST(summary() == "Yes.");
    BOOST_TEST(sim.model().questions() == 3U);
    play(R"([{"reply":{"text":"one two three"},"fault":{"cut":2}}])");
    BOOST_TEST(summary() == "connection: The language model broke off in the middle of its answer");
    play(R"([{"reply":{"text":"one two three"},"fault":{"error":2,"message":"out of memory"}}])");
    BOOST_TEST(summary() == "upstream: The language model has a trouble of its own; try again in a moment");
    BOOST_TEST(logs.has(reel::log_level::warn, "out of memory"));
    play(R"([{"reply":{"text":"one two three","quirks":["error field"]},"fault":{"error":2,"message":"no room"}}])");
    BOOST_TEST(summary() == "upstream: The language model has a trouble of its own; try again in a moment");
    BOOST_TEST(logs.has(reel::log_level::warn, "no room"));
}

BOOST_AUTO_TEST_CASE(a_model_that_stalls_is_given_up)
{
    where.idle_timeout = 50ms;
    play(R"([{"reply":{"text":"one two three"},"fault":{"stall":2}}])");
    BOOST_TEST(summary() == "timeout: The language model fell silent in the middle of its answer");
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_told_and_in_no_log)
{
    sim.model().settings().key = "another";
    BOOST_TEST(summary() ==
               "unauthorized: The language model refused the key; set a valid one in models in reeld.yaml");
    BOOST_TEST(logs.nowhere("a-key"));
}

BOOST_AUTO_TEST_CASE(what_the_script_does_not_expect_is_an_error_that_says_so)
{
    where.deadline = 100ms;
    play(R"([{"expect":{"user":"heat"},"reply":{}}])");
    BOOST_TEST((ask().error().status() == 500));
    BOOST_TEST(logs.has(reel::log_level::warn, "the script expected none of this (user: 'Do I have Dune?', round 0)"));
}

BOOST_AUTO_TEST_CASE(benchmarks_get_a_call_and_then_a_text_at_once)
{
    play(R"({"otherwise":"instant"})");
    const auto first = ask();
    BOOST_REQUIRE(first);
    BOOST_REQUIRE(first->said.calls.size() == 1U);
    BOOST_TEST(first->said.calls[0].name == "check");
    asked.messages.push_back(first->said);
    asked.messages.push_back({speaker::tool, "{}", {}, first->said.calls[0].id});
    BOOST_TEST(summary() == "That is all there is to say about it.");
    asked.messages.push_back({speaker::user, "And Heat?", {}, {}});
    BOOST_TEST(summary() == " check{}");
    BOOST_TEST(sim.model().asked().empty());
}

BOOST_AUTO_TEST_SUITE_END()
