// SPDX-License-Identifier: MIT
#include "core/mcp/stdio.hpp"

#include "core/mcp/methods.hpp"

#include <reel/either.hpp>
#include <reel/task_group.hpp>
#include <reel/time.hpp>

#include <asio/buffer.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/write.hpp>

#include <array>
#include <chrono>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace reeld::mcp
{

namespace
{

using namespace std::chrono_literals;

constexpr std::size_t max_line = std::size_t{4} * 1024 * 1024;
constexpr std::size_t max_in_flight = 256;                       // further lines wait unread
constexpr std::size_t max_unsent = std::size_t{8} * 1024 * 1024; // for a client that writes and does not read
constexpr auto last_words = 5s;                                  // for what is under way when the input ends

class session;

class line_exchange final : public exchange
{
public:
    line_exchange(session& s, reel::caller who) : exchange{std::move(who)}, session_{s} { pushes = true; }
    void notify(std::string notification) override;
    void cancel()
    {
        cancelled_ = true;
        stop.emit(asio::cancellation_type::terminal);
    }

private:
    void finished() override;

    session& session_;
    bool cancelled_ = false; // by the client: it wants no answer
};

/// A descriptor that the loop may use without the rest of the process noticing.
struct borrowed
{
    borrowed(asio::any_io_executor executor, int fd)
        : flags{::fcntl(fd, F_GETFL)}, stream{std::move(executor), ::dup(fd)}
    {}
    ~borrowed() { ::fcntl(stream.native_handle(), F_SETFL, flags); }

    int flags; // of the open file, which other processes may share
    asio::posix::stream_descriptor stream;
};

class session
{
public:
    session(std::shared_ptr<service> s, int input, int output)
        : service_{std::move(s)},
          input_{service_->deps.executor, input},
          output_{service_->deps.executor, output},
          room_{service_->deps.executor},
          unsent_{service_->deps.executor}
    {}

    reel::awaitable<void> run();
    void send(std::string message);
    void forget(line_exchange& x);

private:
    reel::awaitable<void> read();
    reel::awaitable<void> write();
    reel::awaitable<void> take(std::string_view line);
    reel::awaitable<void> drain(std::chrono::seconds limit);
    void cancel(const message& m);
    bool crowded() const { return in_flight_.size() >= max_in_flight || queue_.size() >= max_unsent; }

    std::shared_ptr<service> service_;
    borrowed input_;
    borrowed output_;
    std::unordered_map<std::string, line_exchange*> in_flight_; // by id
    std::string queue_;                                         // whole lines
    bool last_ = false;                                         // nothing is queued any more
    bool broken_ = false;                                       // nobody reads us
    reel::event room_;
    reel::event unsent_;
    bool elicits_ = false; // a legacy client said so at its opening
    std::shared_ptr<void> listening_;
};

void line_exchange::notify(std::string notification)
{
    session_.send(std::move(notification));
}

void line_exchange::finished()
{
    session_.forget(*this);
    if (!cancelled_)
        session_.send(std::move(reply));
}

void session::send(std::string message)
{
    if (broken_ || queue_.size() > 2 * max_unsent)
        return;
    queue_ += message;
    queue_ += '\n';
    unsent_.set();
}

void session::forget(line_exchange& x)
{
    const auto found = in_flight_.find(x.message.id);
    if (found != in_flight_.end() && found->second == &x)
        in_flight_.erase(found);
    room_.set();
}

void session::cancel(const message& m)
{
    const auto* asked = m.params ? m.params->if_contains("requestId") : nullptr;
    const auto id = asked ? id_text(*asked) : std::nullopt;
    if (!id)
        return;
    if (const auto found = in_flight_.find(*id); found != in_flight_.end())
        found->second->cancel();
}

reel::awaitable<void> session::take(std::string_view line)
{
    const auto x = std::make_shared<line_exchange>(*this, service_->deps.local_caller ? service_->deps.local_caller()
                                                                                      : reel::caller{});
    if (!x->read(line))
        co_return;
    const auto& m = x->message;
    if (m.type == message::kind::notification && m.method == "notifications/cancelled")
        cancel(m);
    if (m.type == message::kind::response)
        service_->questions.answered(m, x->who);
    if (m.type != message::kind::request)
        co_return;
    x->era = is_modern(m) ? era::modern : era::legacy;
    if (x->era == era::modern)
    {
        if (const auto wrong = check_meta(m))
        {
            x->refuse(*wrong);
            co_return;
        }
    }
    else if (m.method == "initialize")
    {
        elicits_ = can_elicit(object_member(m.params, "capabilities"));
        listening_ =
            service_->on_tools_changed([this] { send(notification("notifications/tools/list_changed", "{}")); });
    }
    if (x->era == era::legacy)
        x->elicits = elicits_;
    if (!in_flight_.emplace(m.id, x.get()).second)
    {
        x->refuse({code::invalid_request, "a request with this id is under way", {}});
        co_return;
    }
    service_->start(x);
    while (crowded() && !broken_)
    {
        room_.reset();
        co_await room_.wait();
    }
}

reel::awaitable<void> session::read()
{
    std::string buffer;
    std::array<char, 16 * 1024> piece;
    bool too_long = false;
    for (;;)
    {
        const auto [code, n] = co_await input_.stream.async_read_some(asio::buffer(piece), reel::as_tuple);
        if (code || broken_)
            co_return;
        auto rest = std::string_view{piece.data(), n};
        for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n'))
        {
            buffer += rest.substr(0, end);
            rest.remove_prefix(end + 1);
            if (too_long)
                send(error_response({}, {code::invalid_request, "a message may not be longer than 4 MiB", {}}));
            else if (buffer.find_first_not_of(" \t\r") != buffer.npos)
                co_await take(buffer);
            too_long = false;
            buffer.clear();
        }
        buffer += rest;
        if (buffer.size() > max_line)
        {
            too_long = true;
            buffer.clear();
        }
    }
}

reel::awaitable<void> session::write()
{
    for (;;)
    {
        while (queue_.empty() && !last_)
        {
            unsent_.reset();
            co_await unsent_.wait();
        }
        if (queue_.empty())
            co_return;
        const auto lines = std::exchange(queue_, {});
        const auto [code, n] = co_await asio::async_write(output_.stream, asio::buffer(lines), reel::as_tuple);
        room_.set();
        if (!code)
            continue;
        broken_ = true;
        input_.stream.cancel();
        co_return;
    }
}

reel::awaitable<void> session::run()
{
    reel::task_group writing{service_->deps.executor};
    writing.spawn("stdout", write());
    try
    {
        co_await read();
    }
    catch (const std::system_error&) // cancelled while it waited for room
    {}
    const bool interrupted =
        (co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none;
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());

    service_->close();
    co_await drain(interrupted || broken_ ? 0s : last_words);
    last_ = true;
    unsent_.set();
    asio::steady_timer patience{service_->deps.executor,
                                interrupted ? 1s : last_words}; // with a client that does not read
    co_await reel::either(writing.join(), patience.async_wait(asio::use_awaitable));
    writing.cancel();
    co_await writing.join();
}

/// Waits until nothing is in flight; cancels after `limit` what still is.
reel::awaitable<void> session::drain(std::chrono::seconds limit)
{
    asio::steady_timer timer{service_->deps.executor, limit};
    while (!in_flight_.empty())
    {
        room_.reset();
        co_await reel::either(room_.wait(), timer.async_wait(asio::use_awaitable));
        if (timer.expiry() > std::chrono::steady_clock::now())
            continue;
        const auto all = in_flight_;
        for (const auto& [id, x] : all)
            x->stop.emit(asio::cancellation_type::terminal);
        timer.expires_at(asio::steady_timer::time_point::max());
    }
}

} // namespace

reel::awaitable<void> serve_stdio(std::shared_ptr<service> s, int input, int output)
{
    session speaking{std::move(s), input, output};
    co_await speaking.run();
}

} // namespace reeld::mcp
