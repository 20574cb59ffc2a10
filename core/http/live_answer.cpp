// SPDX-License-Identifier: MIT
#include "core/http/live_answer.hpp"

#include <reel/either.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace reeld::http
{

namespace
{

constexpr auto longest_silence = std::chrono::seconds{15}; // proxies close what is silent for longer

} // namespace

std::string make_event(std::string_view name, std::string_view json)
{
    std::string out;
    out.reserve(name.size() + json.size() + 20);
    if (!name.empty())
        out.append("event: ").append(name).append("\n");
    return out.append("data: ").append(json).append("\n\n");
}

void event_stream::send(std::string_view events)
{
    waiting_ += events;
    begun_ = true;
    timer_.cancel();
}

/// The client's end.
class live_answer
{
public:
    explicit live_answer(std::shared_ptr<event_stream> s) : stream_{std::move(s)}
    {
        stream_->whole_ = response::json(R"({"error":"this was cut short; please try again"})", 503);
    }
    live_answer(live_answer&&) noexcept = default;
    ~live_answer()
    {
        if (stream_)
            stream_->gone_.set();
    }

    static reel::awaitable<void> work(std::shared_ptr<event_stream> s, event_work what);
    /// Completes when there is something to send or it has ended; false when it was silent for long.
    reel::awaitable<bool> wait();
    reel::awaitable<void> write(body_writer& out);

    bool streams() const noexcept { return stream_->begun_ || !stream_->ended_; }
    response whole() { return std::move(stream_->whole_); }
    void begin() { stream_->begun_ = true; }

private:
    std::shared_ptr<event_stream> stream_;
};

reel::awaitable<void> live_answer::work(std::shared_ptr<event_stream> s, event_work what)
{
    struct at_end
    {
        ~at_end()
        {
            s.ended_ = true;
            s.timer_.cancel();
        }
        event_stream& s;
    } const mark{*s};
    auto first = co_await reel::either(what(*s), s->gone_.wait());
    if (first.index() != 0)
        co_return;
    s->whole_ = std::get<0>(std::move(first));
    s->succeeded_ = true;
}

reel::awaitable<bool> live_answer::wait()
{
    auto& s = *stream_;
    if (s.ended_ || !s.waiting_.empty())
        co_return true;
    s.timer_.expires_after(longest_silence);
    co_await s.timer_.async_wait(reel::as_tuple);
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
        throw std::system_error{asio::error::operation_aborted};
    co_return s.ended_ || !s.waiting_.empty();
}

reel::awaitable<void> live_answer::write(body_writer& out)
{
    auto& s = *stream_;
    for (;;)
    {
        if (!s.waiting_.empty())
        {
            const auto events = std::exchange(s.waiting_, {});
            if (!co_await out.write(events))
                co_return;
        }
        else if (s.succeeded_)
            co_return;
        else if (s.ended_)
            throw std::runtime_error{"the work for it ended early"};
        else if (!co_await wait() && !co_await out.write(":\n\n"))
            co_return;
    }
}

namespace
{

reel::awaitable<void> write_all(std::shared_ptr<live_answer> client, body_writer& out)
{
    co_await client->write(out);
}

} // namespace

reel::awaitable<response> answer_live(reel::task_group& tasks, std::string name, event_work work)
{
    auto stream = std::make_shared<event_stream>(co_await asio::this_coro::executor);
    live_answer client{stream};
    if (tasks.cancelled())
        co_return client.whole();
    tasks.spawn(std::move(name), live_answer::work(std::move(stream), std::move(work)));
    co_await client.wait();
    if (!client.streams())
        co_return client.whole();
    client.begin();
    response out;
    out.content_type = "text/event-stream";
    out.headers = {{"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}};
    // Should the stream never run, because the client is gone already, its destruction ends the work.
    out.stream = [client = std::make_shared<live_answer>(std::move(client))](body_writer& writer) {
        return write_all(client, writer);
    };
    co_return out;
}

} // namespace reeld::http
