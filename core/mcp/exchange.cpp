// SPDX-License-Identifier: MIT
#include "core/mcp/exchange.hpp"

#include "core/mcp/questions.hpp"

#include <reel/described.hpp>

#include <boost/json/serialize.hpp>

#include <array>
#include <utility>

namespace reeld::mcp
{

bool exchange::read(std::string_view text)
{
    body_ = parse_json(text, &memory_);
    if (!body_)
    {
        refuse({code::parse_error, "the message is not valid JSON", {}, 400});
        return false;
    }
    auto read = read_message(*body_);
    if (auto* wrong = std::get_if<malformed>(&read))
    {
        message.id = std::move(wrong->id);
        refuse(wrong->error);
        return false;
    }
    message = std::get<mcp::message>(std::move(read));
    return true;
}

void exchange::refuse(const rpc_error& error)
{
    reply = error_response(message.id, error);
    status = error.http_status;
    finish();
}

void exchange::finish()
{
    done_ = true;
    finished();
}

void exchange::progress(double done, std::optional<double> total, std::string_view text)
{
    const auto* meta = object_member(message.params, "_meta");
    const auto* token = meta ? meta->if_contains("progressToken") : nullptr;
    if (!token || !(token->is_string() || token->is_number()) || done_ || (last_progress_ && done <= *last_progress_))
        return;
    last_progress_ = done;
    std::string params;
    object_writer body{params};
    body.raw("progressToken", boost::json::serialize(*token));
    reel::detail::write_number(body.key("progress"), done);
    if (total)
        reel::detail::write_number(body.key("total"), *total);
    if (!text.empty())
        body.text("message", text);
    body.end();
    notify(notification("notifications/progress", params));
}

void exchange::log(reel::log_level level, std::string_view text)
{
    if (done_ || !log_level || level < *log_level)
        return;
    std::string params;
    object_writer body{params};
    body.text("level", level_name(level));
    body.text("logger", "reeld");
    body.text("data", text);
    body.end();
    notify(notification("notifications/message", params));
}

reel::awaitable<reel::result<reel::elicit_answer>> exchange::elicit(reel::elicit_request question)
{
    if (era == era::modern || !elicits || !questions)
        co_return co_await client_channel::elicit(std::move(question));
    struct asking
    {
        bool& is;
        explicit asking(bool& flag) : is{flag} { is = true; }
        ~asking() { is = false; }
    } now{asking_};
    co_return co_await questions->ask(std::move(question), who, [this](std::string text) { notify(std::move(text)); });
}

std::string_view level_name(reel::log_level level)
{
    static constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

std::optional<reel::log_level> level_of(std::string_view name)
{
    using enum reel::log_level;
    // Syslog's eight, of which we know four: what lies between two of ours asks for the graver one.
    static constexpr std::array<std::pair<std::string_view, reel::log_level>, 8> levels{{{"debug", debug},
                                                                                         {"info", info},
                                                                                         {"notice", warn},
                                                                                         {"warning", warn},
                                                                                         {"error", error},
                                                                                         {"critical", error},
                                                                                         {"alert", error},
                                                                                         {"emergency", error}}};
    for (const auto& [word, level] : levels)
        if (word == name)
            return level;
    return {};
}

} // namespace reeld::mcp
