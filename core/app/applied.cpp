// SPDX-License-Identifier: MIT
#include "core/app/applied.hpp"

#include "core/config/loader.hpp"

#include <algorithm>
#include <array>

namespace reeld::app
{

using namespace std::string_view_literals;

api::access_rules access_rules(const config::settings& s)
{
    api::access_rules rules{{}, config::local_caller(s.local_user, s.users), s.allowed_hosts, s.allowed_origins};
    for (const auto& known : s.tokens)
        rules.tokens.push_back({config::caller_of(known, s.users), known.token});
    return rules;
}

http::server_limits server_limits(const config::settings& s)
{
    http::server_limits limits;
    limits.max_header = s.max_header;
    limits.max_body = s.max_body;
    limits.max_connections = s.max_connections;
    limits.header_timeout = s.header_timeout;
    limits.body_timeout = s.body_timeout;
    limits.idle_timeout = s.idle_timeout;
    limits.write_timeout = s.write_timeout;
    return limits;
}

tool::invoker_limits invoker_limits(const config::settings& s)
{
    tool::invoker_limits limits;
    limits.max_calls = s.max_calls;
    limits.max_calls_per_tool = s.max_calls_per_tool;
    limits.confirm.keep = s.confirm_within;
    return limits;
}

std::vector<std::string> changed_for_later(const reel::config_node& at_start, const reel::config_node& now)
{
    constexpr std::array applied_now{"log_level"sv,  "users"sv,         "tokens"sv,
                                     "local_user"sv, "allowed_hosts"sv, "allowed_origins"sv};
    const auto without_persona = [](reel::config_node conversation) { // which is read anew
        std::erase_if(conversation.entries, [](const auto& e) { return e.key == "persona_file"; });
        return conversation.entries.empty() ? reel::config_node{} : conversation;
    };
    const auto value = [&](const reel::config_node& of, std::string_view name) {
        const auto* found = of.find(name);
        if (!found)
            return reel::config_node{};
        return name == "conversation" ? without_persona(*found) : *found;
    };
    std::vector<std::string> out;
    for (const auto& option : config::describe_settings())
        if (std::ranges::find(applied_now, option.name) == applied_now.end() &&
            !config::same(value(at_start, option.name), value(now, option.name)))
            out.push_back(option.name);
    return out;
}

} // namespace reeld::app
