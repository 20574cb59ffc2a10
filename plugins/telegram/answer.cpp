// SPDX-License-Identifier: MIT
#include "plugins/telegram/api.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

reel::error explained(std::int64_t status)
{
    if (status == 401 || status == 404) // 404: the token is not even one
        return {reel::errc::unauthorized, "Telegram does not know this bot; check TELEGRAM_BOT_TOKEN"};
    if (status == 409)
        return {reel::errc::upstream, "another program fetches this bot's messages; stop it, or make another bot"};
    return {reel::errc::upstream, "Telegram answered with status " + std::to_string(status)};
}

/// https://core.telegram.org/bots/api#responseparameters
std::int64_t parameter(const json::object& answer, std::string_view name)
{
    const auto* all = answer.if_contains("parameters");
    const auto* object = all ? all->if_object() : nullptr;
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value && value->is_int64() ? value->get_int64() : 0;
}

} // namespace

reel::result<json::value> read_answer(int status, std::string_view body)
{
    boost::system::error_code malformed;
    auto value = json::parse({body.data(), body.size()}, malformed);
    auto* object = malformed ? nullptr : value.if_object();
    auto* ok = object ? object->if_contains("ok") : nullptr;
    if (!ok || !ok->is_bool())
    {
        if (status >= 400)
            return explained(status).with_status(status).with_upstream_text(reel::without_markup(body));
        return reel::error{reel::errc::validation,
                           "Telegram's answer makes no sense; is something else at its address?"};
    }
    if (auto* result = object->if_contains("result"); ok->get_bool() && result)
        return std::move(*result);
    auto failure = explained(status).with_status(status);
    if (const auto* words = object->if_contains("description"); words && words->is_string())
        std::move(failure).with_upstream_text(reel::shown(std::string_view{words->get_string()}));
    if (const auto wait = parameter(*object, "retry_after"); wait > 0)
        std::move(failure).with_retry_after(std::chrono::seconds{wait});
    return failure;
}

std::int64_t moved_to(std::string_view body)
{
    boost::system::error_code malformed;
    const auto value = json::parse({body.data(), body.size()}, malformed);
    const auto* object = malformed ? nullptr : value.if_object();
    return object ? parameter(*object, "migrate_to_chat_id") : 0;
}

} // namespace reel_telegram
