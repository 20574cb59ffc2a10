// SPDX-License-Identifier: MIT
#include <reel/call_context.hpp>

#include <utility>

namespace reel
{

namespace
{

error client_cannot(std::string_view what)
{
    return {errc::unavailable, "the client that asked cannot " + std::string{what}};
}

} // namespace

void client_channel::progress(double, std::optional<double>, std::string_view) {}

void client_channel::log(log_level, std::string_view) {}

awaitable<result<elicit_answer>> client_channel::elicit(elicit_request)
{
    co_return client_cannot("be asked a question");
}

awaitable<result<boost::json::object>> client_channel::sample(boost::json::object)
{
    co_return client_cannot("lend its language model");
}

call_context::call_context(reel::caller who, std::string request_id, logger log,
                           std::chrono::steady_clock::time_point deadline, client_channel* channel)
    : caller_{std::move(who)},
      request_id_{std::move(request_id)},
      log_{std::move(log)},
      deadline_{deadline},
      channel_{channel}
{}

void call_context::progress(double done, std::optional<double> total, std::string_view message)
{
    if (channel_)
        channel_->progress(done, total, message);
}

void call_context::say(log_level level, std::string_view message)
{
    if (channel_)
        channel_->log(level, message);
}

awaitable<result<elicit_answer>> call_context::elicit(elicit_request question)
{
    if (!channel_)
        co_return client_cannot("be asked a question");
    co_return co_await channel_->elicit(std::move(question));
}

awaitable<result<boost::json::object>> call_context::sample(boost::json::object params)
{
    if (!channel_)
        co_return client_cannot("lend its language model");
    co_return co_await channel_->sample(std::move(params));
}

} // namespace reel
