// SPDX-License-Identifier: MIT
#include "core/mcp/service.hpp"

#include "core/mcp/methods.hpp"

#include <exception>
#include <system_error>
#include <utility>

namespace reeld::mcp
{

namespace
{

constexpr std::size_t max_instructions = 16 * 1024; // what a model reads before each conversation

std::string describe_server(std::string_view version)
{
    std::string out;
    object_writer body{out};
    body.raw("name", "\"reeld\"");
    body.raw("title", "\"reeld: your media library\"");
    body.text("version", version);
    body.end();
    return out;
}

/// Why a request ended without an answer; empty for a cancellation.
std::string what_was_thrown(std::exception_ptr failure)
{
    try
    {
        std::rethrow_exception(failure);
    }
    catch (const std::system_error& e)
    {
        return e.code() == asio::error::operation_aborted ? "" : e.what();
    }
    catch (const std::exception& e)
    {
        return e.what();
    }
}

} // namespace

service::service(dependencies d)
    : deps{std::move(d)},
      tools{deps.tools},
      server_info{describe_server(deps.version)},
      closing{deps.executor},
      idle_{deps.executor}
{
    idle_.set();
}

void service::start(std::shared_ptr<exchange> x)
{
    idle_.reset();
    x->questions = &questions;
    const auto where = running_.insert(running_.begin(), x);
    auto& request = *x;
    asio::co_spawn(deps.executor, answer(*this, request),
                   asio::bind_cancellation_slot(request.stop.slot(),
                                                [self = shared_from_this(), where](std::exception_ptr failure) {
                                                    const auto x = std::move(*where);
                                                    self->running_.erase(where);
                                                    self->ended(*x, failure);
                                                }));
}

void service::ended(exchange& x, std::exception_ptr failure)
{
    if (failure && !x.done())
    {
        const auto what = what_was_thrown(failure);
        if (!what.empty())
            deps.log.error("Request failed because of a defect", {{"method", x.message.method}, {"what", what}});
        x.refuse({code::internal_error,
                  what.empty() ? "the request was cancelled" : "the request failed",
                  {},
                  what.empty() ? 503 : 500});
    }
    if (running_.empty())
        idle_.set();
}

void service::cancel_all()
{
    // Cancelling one may end others, and takes them off the list later: work on a copy.
    const auto all = running_;
    for (const auto& x : all)
        x->stop.emit(asio::cancellation_type::terminal);
}

reel::awaitable<void> service::join()
{
    while (!running_.empty())
        co_await idle_.wait();
}

std::shared_ptr<void> service::on_tools_changed(std::function<void()> told)
{
    const auto where = listeners_.insert(listeners_.end(), std::move(told));
    return {nullptr, [weak = weak_from_this(), where](void*) {
                if (const auto self = weak.lock())
                    self->listeners_.erase(where);
            }};
}

void service::tools_changed()
{
    for (const auto& told : listeners_)
        told();
}

std::string service::instructions() const
{
    auto text = deps.instructions ? deps.instructions() : std::string{};
    if (text.size() <= max_instructions)
        return text;
    text.resize(text.rfind('\n', max_instructions) + 1); // a whole line, or nothing: half a rule may mean its opposite
    return text;
}

} // namespace reeld::mcp
