// SPDX-License-Identifier: MIT
#include "tests/unit/model/fake_http.hpp"

#include <reel/timeout.hpp>

namespace model_test
{

namespace
{

using response = reel::result<reel::http_response>;

class fake_client final : public reel::http_client
{
public:
    fake_client(server& upstream, reel::clock& clock) : upstream_{upstream}, clock_{clock} {}

    reel::awaitable<response> send(reel::http_request what) override { return send(std::move(what), {}); }
    reel::awaitable<response> send(reel::http_request what, reel::body_sink sink) override
    {
        const auto limit = what.deadline;
        upstream_.asked.push_back(std::move(what));
        return reel::with_timeout(clock_, limit, "the server", give(std::move(sink)));
    }

private:
    reel::awaitable<response> give(reel::body_sink sink)
    {
        if (upstream_.answers.empty())
            co_return reel::error{reel::errc::connection, "nobody is there"};
        const auto next = std::move(upstream_.answers.front());
        upstream_.answers.pop_front();
        reel::http_response out;
        out.status = next.status;
        out.headers = next.headers;
        for (const auto& [text, after] : next.body)
        {
            if (after > reel::duration{0})
                co_await clock_.sleep(after);
            if (!sink || !out.ok())
                out.body += text;
            else if (auto taken = sink(text); !taken)
                co_return taken.error();
        }
        if (next.failure)
            co_return *next.failure;
        ++upstream_.ended;
        co_return out;
    }

    server& upstream_;
    reel::clock& clock_;
};

} // namespace

std::unique_ptr<reel::http_client> connect(server& upstream, reel::clock& clock)
{
    return std::make_unique<fake_client>(upstream, clock);
}

} // namespace model_test
