// SPDX-License-Identifier: MIT
#include "core/cli/connection.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld::cli;

namespace
{

/// Answers 200 with what it was asked, after one turn of the loop.
class echo_client final : public reel::http_client
{
public:
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request) override
    {
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        last = std::move(request);
        if (last.url.host() == "down")
            co_return reel::error{reel::errc::connection, "connection refused"};
        co_return reel::http_response{200, {}, "echo"};
    }
    /// One piece, then another; says when it has ended.
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request, reel::body_sink sink) override
    {
        ended = false;
        for (const auto* piece : {"one", "two"})
        {
            co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
            (void)sink(piece);
        }
        ended = true;
        co_return co_await send(std::move(request));
    }

    reel::http_request last;
    bool ended = false;
};

struct connection_fixture
{
    asio::io_context io{1};
    std::shared_ptr<echo_client> client = std::make_shared<echo_client>();

    reel::result<reply> ask(std::string_view base, std::string token = {})
    {
        const auto send = connect(io, client, boost::urls::url{base}, reel::secret{std::move(token)});
        return send("POST", "/api/tools/x", "{}");
    }
    std::string authorization() const
    {
        for (const auto& header : client->last.headers)
            if (header.name == "Authorization")
                return std::get<reel::secret>(header.value).reveal();
        return {};
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(connections, connection_fixture)

BOOST_AUTO_TEST_CASE(a_base_keeps_its_path_with_or_without_a_slash_behind_it)
{
    for (const auto* base : {"http://nas/reel", "http://nas/reel/"})
    {
        BOOST_TEST(ask(base)->body == "echo");
        BOOST_TEST(std::string_view{client->last.url.buffer()} == "http://nas/reel/api/tools/x");
    }
    BOOST_TEST(ask("http://127.0.0.1:7335")->status == 200);
    BOOST_TEST(std::string_view{client->last.url.buffer()} == "http://127.0.0.1:7335/api/tools/x");
}

BOOST_AUTO_TEST_CASE(the_token_is_sent_as_a_secret_and_only_when_there_is_one)
{
    ask("http://nas", "s3cret").value();
    BOOST_TEST(authorization() == "Bearer s3cret");
    ask("http://nas").value();
    BOOST_TEST(authorization() == "");
}

BOOST_AUTO_TEST_CASE(a_daemon_that_is_down_is_a_connection_error_and_the_way_stays_usable)
{
    BOOST_TEST((ask("http://down").error().kind() == reel::errc::connection));
    BOOST_TEST(ask("http://nas")->status == 200);
}

BOOST_AUTO_TEST_CASE(a_live_answer_is_heard_before_it_has_ended)
{
    const auto send =
        connect_live(io, client, boost::urls::url{"http://nas/reel"}, reel::secret{"s3cret"}, "text/event-stream");
    std::string heard;
    const auto said = send("/api/x", "{}", [&](std::string_view piece) {
        BOOST_TEST(!client->ended);
        heard += piece;
    });
    BOOST_TEST(said->status == 200);
    BOOST_TEST(heard == "onetwo");
    BOOST_TEST(client->last.method == "POST");
    BOOST_TEST(std::string_view{client->last.url.buffer()} == "http://nas/reel/api/x");
    BOOST_TEST(std::get<std::string>(client->last.headers.front().value) == "text/event-stream");
    BOOST_TEST(authorization() == "Bearer s3cret");
}

BOOST_AUTO_TEST_SUITE_END()
