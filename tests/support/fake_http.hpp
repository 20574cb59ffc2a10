// SPDX-License-Identifier: MIT
// An upstream that is a function: behind reel::http_client, for plugins whose upstream needs no world of its own. Loop thread
// only; outlives the clients it hands out.
#pragma once

#include <reel/event.hpp>
#include <reel/http_client.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace reel_test
{

struct fake_http
{
    using answer = reel::result<reel::http_response>;

    std::function<answer(const reel::http_request&)> respond;
    /// When set, a request for which this is true is not answered until it is cancelled.
    std::function<bool(const reel::http_request&)> silent;
    std::vector<reel::http_request> requests;

    static reel::http_response say(int status, std::string body)
    {
        reel::http_response out;
        out.status = status;
        out.body = std::move(body);
        return out;
    }

    std::unique_ptr<reel::http_client> connect()
    {
        class connection final : public reel::http_client
        {
        public:
            explicit connection(fake_http& to) : to_{to} {}
            reel::awaitable<answer> send(reel::http_request request) override
            {
                to_.requests.push_back(request);
                if (to_.silent && to_.silent(request))
                {
                    reel::event never{co_await asio::this_coro::executor};
                    co_await never.wait();
                }
                co_return to_.respond(request);
            }
            reel::awaitable<answer> send(reel::http_request, reel::body_sink) override
            {
                throw std::logic_error{"nothing here is streamed"};
            }

        private:
            fake_http& to_;
        };
        return std::make_unique<connection>(*this);
    }
};

} // namespace reel_test
