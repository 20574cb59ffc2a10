// SPDX-License-Identifier: MIT
// A client under test and the loop that it shares with its upstreams.
#pragma once

#include "core/http/client.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/unit/http/upstream.hpp"

#include <boost/url/parse.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace reel_test
{

struct client_fixture
{
    static reel::http_request request(std::string_view url)
    {
        reel::http_request out;
        out.url = boost::urls::parse_uri({url.data(), url.size()}).value();
        out.deadline = std::chrono::seconds{10};
        return out;
    }

    reel::http_client& client()
    {
        if (!client_)
            client_ = reeld::http::make_http_client(io.get_executor(), clock, settings, reel::logger{logs, "http"});
        return *client_;
    }

    reel::result<reel::http_response> send(reel::http_request what) { return run(io, client().send(std::move(what))); }
    reel::result<reel::http_response> get(std::string_view url) { return send(request(url)); }

    asio::io_context io{1};
    reel::system_clock clock;
    log_capture logs;
    reel::http_settings settings;
    std::unique_ptr<reel::http_client> client_;
};

} // namespace reel_test
