// SPDX-License-Identifier: MIT
#include "core/model/client.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/model/chunks.hpp"
#include "tests/unit/model/fake_http.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <ctime>

using namespace model_test;
using namespace std::chrono_literals;
using reel::errc;
using reeld::model::endpoint;

namespace
{

answer says(std::string text)
{
    return {.status = 200, .body = {{text_chunk(text) + stop + done}}, .headers = {}, .failure = {}};
}
answer status(int code, std::string retry_after = {})
{
    answer out{.status = code, .body = {{"{}"}}, .headers = {}, .failure = {}};
    if (!retry_after.empty())
        out.headers.emplace_back("retry-after", retry_after);
    return out;
}
answer broken()
{
    return {.status = 200, .body = {}, .headers = {}, .failure = reel::error{errc::connection, "it hung up"}};
}

struct model_fixture
{
    reeld::model::client& client()
    {
        if (!client_)
            client_ = std::make_unique<reeld::model::client>(
                endpoints,
                [this, n = std::size_t{0}](const reel::http_settings&) mutable {
                    return connect(servers.at(n++), clock);
                },
                clock, reel::logger{logs, "core"});
        return *client_;
    }

    /// Asks, and lets the clock run as far as someone waits for it.
    reel::result<reeld::model::reply> ask()
    {
        heard.clear();
        std::optional<reel::result<reeld::model::reply>> got;
        reeld::model::text_sink sink;
        if (listens)
            sink = [this](std::string_view piece) { heard += piece; };
        asio::co_spawn(io, client().complete(asked, std::move(sink)),
                       [&](std::exception_ptr failed, reel::result<reeld::model::reply> r) {
                           BOOST_REQUIRE(!failed);
                           got = std::move(r);
                       });
        const auto begin = clock.ticks();
        for (reel_test::settle(io); !got && clock.sleepers() > 0; reel_test::settle(io))
            clock.advance(std::max<reel::duration>(clock.next_due(), 1ms) + oversleeps);
        took = std::chrono::duration_cast<reel::duration>(clock.ticks() - begin);
        BOOST_REQUIRE_MESSAGE(got, "the client waits for nothing and does not answer");
        return std::move(*got);
    }
    std::string text() { return describe(ask()); }
    static std::string describe(const reel::result<reeld::model::reply>& got)
    {
        return got ? got->said.text : std::string{to_string(got.error().kind())} + ": " + got.error().message();
    }

    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    std::vector<server> servers{2};
    std::vector<endpoint> endpoints{make_endpoint("first", "https://one.example/v1/?api-version=7"),
                                    make_endpoint("second", "http://two.example")};
    reeld::model::request asked{{{reeld::model::speaker::user, "Do I have Dune?", {}, {}}}, {}, {}};
    std::string heard;
    bool listens = true;
    reel::duration oversleeps{0}; ///< how much later than wanted a sleep ends
    reel::duration took{};

private:
    static endpoint make_endpoint(std::string name, const char* url)
    {
        endpoint out;
        out.name = name;
        out.model = name + "-model";
        out.url = boost::urls::url{url};
        out.key = reel::secret{"k3y-of-" + name};
        return out;
    }
    std::unique_ptr<reeld::model::client> client_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(model_client, model_fixture)

BOOST_AUTO_TEST_CASE(without_a_model_it_says_how_to_get_one)
{
    endpoints.clear();
    BOOST_TEST(!client().configured());
    BOOST_TEST(text() == "unconfigured: No language model is configured; set models in reeld.yaml");
}

BOOST_AUTO_TEST_CASE(the_preferred_server_is_asked_as_configured)
{
    servers[0].answers = {says("Yes.")};
    BOOST_TEST(client().configured());
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(heard == "Yes.");
    BOOST_REQUIRE(servers[0].asked.size() == 1U);
    const auto& sent = servers[0].asked[0];
    BOOST_TEST(sent.method == "POST");
    BOOST_TEST(sent.url.buffer() == "https://one.example/v1/chat/completions?api-version=7");
    BOOST_TEST(sent.deadline.count() == 120'000);
    const auto& key = sent.headers.back();
    BOOST_TEST(key.name == "Authorization");
    BOOST_TEST(std::get<reel::secret>(key.value).matches("Bearer k3y-of-first"));
    const auto body = boost::json::parse(sent.body);
    BOOST_TEST(body.at("model").as_string() == "first-model");
    BOOST_TEST(body.at("stream").as_bool());
    BOOST_TEST(servers[1].asked.empty());
}

BOOST_AUTO_TEST_CASE(without_streaming_and_a_key_neither_is_asked_for)
{
    endpoints[0].stream = false;
    endpoints[0].key = {};
    servers[0].answers = {
        {.status = 200, .body = {{whole(R"({"content":"Yes."})"), 100s}}, .headers = {}, .failure = {}}};
    BOOST_TEST(text() == "Yes.", "silence before a whole answer is not too long");
    BOOST_TEST(heard == "Yes.");
    BOOST_TEST(servers[0].asked[0].headers.size() == 2U);
    BOOST_TEST(!boost::json::parse(servers[0].asked[0].body).at("stream").as_bool());
}

BOOST_AUTO_TEST_CASE(what_may_pass_is_asked_again_after_as_long_as_the_server_wants)
{
    servers[0].answers = {status(429, "3"), broken(), says("Yes.")};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(servers[0].asked.size() == 3U);
    BOOST_TEST((took >= 3500ms && took <= 4s), "3 s by Retry-After, then twice 250 ms with jitter: " << took.count());
    BOOST_TEST(servers[0].asked[2].deadline.count() <= 116'500);
    BOOST_TEST(servers[1].asked.empty());
}

BOOST_AUTO_TEST_CASE(the_pause_may_be_told_as_a_date)
{
    endpoints.pop_back();
    const auto when = std::chrono::system_clock::to_time_t(clock.now() + 20s);
    std::array<char, 40> date{};
    std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&when));
    servers[0].answers = {status(429, date.data()), says("Yes.")};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST((took >= 20s && took <= 21s), took.count());
}

BOOST_AUTO_TEST_CASE(another_server_answers_sooner_than_one_that_wants_a_long_pause)
{
    servers[0].answers = {status(429, "20")};
    servers[1].answers = {says("Yes.")};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(took.count() == 0);
    BOOST_TEST(servers[1].asked[0].url.buffer() == "http://two.example/chat/completions");
}

BOOST_AUTO_TEST_CASE(the_last_server_is_waited_for_as_long_as_the_deadline_allows)
{
    endpoints.pop_back();
    servers[0].answers = {status(429, "20"), says("Yes."), status(503, "600")};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(took.count() == 20'000);
    BOOST_TEST(text() == "upstream: The language model has a trouble of its own; try again in a moment");
    BOOST_TEST(took.count() == 0);
}

BOOST_AUTO_TEST_CASE(a_server_that_failed_rests_before_it_is_preferred_again)
{
    servers[0].answers = {status(401)};
    servers[1].answers = {says("a"), says("b"), says("c")};
    BOOST_TEST(text() == "a");
    BOOST_TEST(text() == "b");
    BOOST_TEST(servers[0].asked.size() == 1U);
    clock.advance(31s);
    servers[0].answers = {says("d")};
    BOOST_TEST(text() == "d");
}

BOOST_AUTO_TEST_CASE(nobody_reachable_is_said_in_one_sentence)
{
    BOOST_TEST(text() == "connection: The language model is not reachable");
    BOOST_TEST(servers[0].asked.size() == 3U);
    BOOST_TEST(servers[1].asked.size() == 3U);
    BOOST_TEST(logs.count(reel::log_level::warn, "The language model gave no answer") == 2U);
    BOOST_TEST(logs.has(reel::log_level::warn, "nobody is there"), "the log says why");
}

BOOST_AUTO_TEST_CASE(of_several_failures_the_one_to_mend_is_told)
{
    servers[1].answers = {status(401)};
    BOOST_TEST(text() == "unauthorized: The language model refused the key; set a valid one in models in reeld.yaml");
}

BOOST_AUTO_TEST_CASE(the_deadline_is_for_everything)
{
    endpoints.pop_back();
    endpoints[0].deadline = 10s;
    servers[0].answers = {status(429, "4"), {.status = 200, .body = {{"", 1h}}, .headers = {}, .failure = {}}};
    BOOST_TEST(text() == "timeout: The language model did not answer within 10s");
    BOOST_TEST(took.count() == 10'000);
}

BOOST_AUTO_TEST_CASE(a_pause_that_outlasts_the_deadline_is_the_end)
{
    endpoints.pop_back();
    endpoints[0].deadline = 10s;
    oversleeps = 7s;
    servers[0].answers = {status(429, "4"), says("Too late.")};
    BOOST_TEST(text() == "upstream: The language model is asked too often; try again in a minute");
    BOOST_TEST(servers[0].asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_model_may_think_before_its_first_word_but_not_fall_silent_after_it)
{
    endpoints.pop_back();
    servers[0].answers = {
        {.status = 200,
         .body = {{text_chunk("Ye"), 60s}, {text_chunk("s."), 29s}, {stop + done, 29s}},
         .headers = {},
         .failure = {}},
        {.status = 200, .body = {{text_chunk("Ye"), 60s}, {stop, 31s}}, .headers = {}, .failure = {}}};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(text() == "timeout: The language model fell silent in the middle of its answer");
    BOOST_TEST(took.count() == 90'000);
    BOOST_TEST(heard == "Ye");
}

BOOST_AUTO_TEST_CASE(after_the_first_word_nobody_else_is_asked)
{
    servers[0].answers = {{.status = 200,
                           .body = {{text_chunk("You have")}},
                           .headers = {},
                           .failure = reel::error{errc::connection, "it hung up"}}};
    servers[1].answers = {says("No.")};
    BOOST_TEST(text() == "connection: The language model broke off in the middle of its answer");
    BOOST_TEST(servers[0].asked.size() == 1U);
    BOOST_TEST(servers[1].asked.empty());
}

BOOST_AUTO_TEST_CASE(where_nobody_listens_what_broke_off_is_asked_again)
{
    const answer cut{.status = 200,
                     .body = {{text_chunk("You have")}},
                     .headers = {},
                     .failure = reel::error{errc::connection, "it hung up"}};
    servers[0].answers = {cut, says("Yes.")};
    listens = false;
    BOOST_TEST(text() == "Yes.");
    servers[0].answers = {cut, cut, cut};
    servers[1].answers = {says("No.")};
    BOOST_TEST(text() == "No.");
    servers[0].answers = servers[1].answers = {cut, cut, cut};
    BOOST_TEST(text() == "connection: The language model broke off in the middle of its answer");
}

BOOST_AUTO_TEST_CASE(an_error_before_the_first_word_of_a_stream_is_as_good_as_a_status)
{
    servers[0].answers = {{.status = 200,
                           .body = {{"data: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}\n\n"}},
                           .headers = {},
                           .failure = {}},
                          says("Yes.")};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(servers[0].asked.size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_whole_counts_though_the_connection_breaks)
{
    auto one = says("Yes.");
    one.failure = reel::error{errc::connection, "it hung up"};
    auto endless = says("No.");
    endless.body.push_back({": ping\n\n", 1h});
    servers[0].answers = {one, endless};
    BOOST_TEST(text() == "Yes.");
    BOOST_TEST(text() == "No.", "nor does a server that never ends it");
}

BOOST_AUTO_TEST_CASE(a_conversation_that_is_too_long_comes_back_at_once)
{
    servers[0].answers = {
        {.status = 400, .body = {{R"({"error":{"code":"context_length_exceeded"}})"}}, .headers = {}, .failure = {}}};
    BOOST_TEST((ask().error().kind() == errc::bad_argument));
    BOOST_TEST(servers[1].asked.empty());
}

BOOST_AUTO_TEST_CASE(the_key_is_in_no_log_even_if_the_server_repeats_it)
{
    endpoints.pop_back();
    servers[0].answers = {
        {.status = 400, .body = {{R"({"error":{"message":"k3y-of-first is odd"}})"}}, .headers = {}, .failure = {}}};
    const auto got = ask();
    BOOST_TEST(got.error().upstream_text() == "*** is odd");
    BOOST_TEST(logs.has(reel::log_level::warn, "*** is odd"));
    BOOST_TEST(logs.nowhere("k3y"));
}

BOOST_AUTO_TEST_CASE(nobody_has_to_listen)
{
    servers[0].answers = {says("Yes.")};
    BOOST_TEST(describe(reel_test::run(io, client().complete(asked, {}))) == "Yes.");
}

BOOST_AUTO_TEST_SUITE_END()
