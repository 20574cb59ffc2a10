// SPDX-License-Identifier: MIT
#include "core/config/settings.hpp"

#include <asio/ip/address.hpp>
#include <boost/describe/enum.hpp>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace reel
{

BOOST_DESCRIBE_ENUM(log_level, debug, info, warn, error)

} // namespace reel

namespace reeld::config
{

/// The table only knows that there are some: people.hpp, models.hpp and conversation.hpp read them, each mistake at its own
/// place.
template <class T>
    requires std::same_as<T, user> || std::same_as<T, access_token> || std::same_as<T, model_endpoint> ||
             std::same_as<T, conversation_options>
static reel::result<T> read_option(const reel::config_node&, std::type_identity<T>)
{
    return T{};
}
static std::string show_option(const user&)
{
    return {};
}
static std::string show_option(const access_token&)
{
    return {};
}
static std::string show_option(const model_endpoint&)
{
    return {};
}
static std::string show_option(const conversation_options&)
{
    return {};
}

namespace
{

bool is_address(const std::string& text)
{
    std::error_code failure;
    asio::ip::make_address(text, failure);
    return !failure;
}

reel::options<settings> settings_options()
{
    return reel::options<settings>()
        .add(
            "listen", &settings::listen,
            "IP address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 or :: for everyone. Off loopback, tokens "
            "are required.")
        .check(is_address, "must be an IP address, such as 127.0.0.1, ::1, or 0.0.0.0 for all")
        .add("port", &settings::port, "TCP port to listen on; 0 takes a free one.")
        .add("allowed_hosts", &settings::allowed_hosts,
             "Names by which clients reach the daemon, besides localhost and its addresses (against DNS rebinding).")
        .add("allowed_origins", &settings::allowed_origins,
             "Web pages that may talk to the daemon, as scheme://host[:port], besides its own.")
        .add("users", &settings::users,
             "The people of the house: entries of name, role (any or admin), and links to their accounts elsewhere.")
        .add("tokens", &settings::tokens,
             "Who may connect: entries of name, token, the user it acts for, and role (the user's, unless it is to be "
             "less). Without any, whoever can reach the port may do everything.")
        .add("local_user", &settings::local_user,
             "Whom programs on this machine act for, where no token is needed; without it, nobody in particular.")
        .add(
            "models", &settings::models,
            "Language models for the conversation, in order of preference; the next is asked when one cannot answer. "
            "Entries of model, url (https://api.openai.com/v1), key, name, deadline (2m), idle_timeout (30s) and stream "
            "(true). Without the list: OPENAI_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY from the environment.")
        .add(
            "conversation", &settings::conversation,
            "How the assistant talks: persona_file (who it is, in your words), max_rounds (of tool calls for one answer: 10), "
            "turn_deadline (3m), max_message (bytes: 16384), window_messages (that it reads again: 20), window_tokens (6000), "
            "messages_per_minute (of one person: 30) and keep (how long what was said is remembered, as 365d; 0s is for ever).")
        .add("plugin_dirs", &settings::plugin_dirs, "Folders with plugins (*.so), owned by root.")
        .add("state_dir", &settings::state_dir, "Where the daemon keeps what it must not forget.")
        .env("STATE_DIRECTORY")
        .add("log_level", &settings::log_level, "What to log at least.")
        .add("log_format", &settings::log_format,
             "How to log to stderr; 'detect' is 'journal' under systemd and 'plain' elsewhere.")
        .add("core_dumps", &settings::core_dumps, "Allow core dumps and debuggers; both show tokens.")
        .add("drain_deadline", &settings::drain_deadline,
             "How long stopping may take in all; calls still under way are cancelled before.")
        .at_most(std::chrono::minutes{5})
        .add("worker_threads", &settings::worker_threads, "Threads for computing beside the loop.")
        .at_least(1)
        .at_most(64)
        .add("max_connections", &settings::max_connections, "Connections at once; further ones are refused.")
        .at_least(1)
        .add("max_header", &settings::max_header, "Bytes in the header of a request.")
        .at_least(1024)
        .add("max_body", &settings::max_body, "Bytes in the body of a request.")
        .at_least(1024)
        .add("header_timeout", &settings::header_timeout, "How long the header of a request may take to arrive.")
        .at_least(reel::duration{100})
        .add("body_timeout", &settings::body_timeout, "How long the body of a request may take to arrive.")
        .at_least(reel::duration{100})
        .add("idle_timeout", &settings::idle_timeout, "How long a connection is kept between requests.")
        .at_least(reel::duration{100})
        .add("write_timeout", &settings::write_timeout, "How long a client may take to read an answer.")
        .at_least(reel::duration{100})
        .add("max_calls", &settings::max_calls, "Tool calls at once.")
        .at_least(1)
        .add("max_calls_per_tool", &settings::max_calls_per_tool, "Calls of one tool at once.")
        .at_least(1)
        .add("confirm_within", &settings::confirm_within,
             "How long a person who is asked whether to go on may take to say yes.")
        .at_least(reel::duration{1000})
        .at_most(std::chrono::hours{1});
}

void apply(const command_line& said, settings& out)
{
    const auto take = [](const auto& from, auto& to) {
        if (from)
            to = *from;
    };
    take(said.listen, out.listen);
    take(said.port, out.port);
    take(said.state_dir, out.state_dir);
    take(said.log_level, out.log_level);
    take(said.log_format, out.log_format);
    if (!said.plugin_dirs.empty())
        out.plugin_dirs = said.plugin_dirs;
}

template <class E>
reel::result<E> parse_choice(std::string_view name)
{
    if (const auto value = reel::enum_value<E>(name))
        return *value;
    return reel::error{reel::errc::bad_argument, "expected one of " + reel::enum_names<E>(", ")};
}

} // namespace

settings read_settings(const reel::config_node& core, const environment& env, const command_line& said,
                       reel::config_problems& problems)
{
    settings out;
    settings_options().read(out, core, env.lookup(), problems);
    out.users = read_users(core, problems);
    out.tokens = read_tokens(core, out.users, problems);
    out.local_user = read_local_user(core, out.users, problems);
    out.models = read_models(core, env.lookup(), problems);
    out.conversation = read_conversation(core, problems);
    apply(said, out);

    for (const auto& folder : said.plugin_dirs)
        if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored))
            problems.add({}, "--plugin-dir: there is no folder '" + folder.string() + "'");
    if (said.listen && !is_address(*said.listen))
        problems.add({}, "--listen: '" + *said.listen + "' is not an IP address, such as 127.0.0.1");
    if (said.stdio || !is_address(out.listen))
        return out;
    if (const auto may = may_listen_on(out.listen, out); !may)
    {
        const auto* listen = said.listen ? nullptr : core.find("listen");
        problems.add(listen ? listen->where : reel::config_location{}, may.error().message());
    }
    return out;
}

std::vector<reel::option_info> describe_settings()
{
    auto out = settings_options().describe();
    for (auto& option : out)
        if (option.name == "users" || option.name == "tokens" || option.name == "models")
            option.type = "list of mappings";
        else if (option.name == "conversation")
            option.type = "mapping";
    return out;
}

reel::result<log::format> parse_log_format(std::string_view name)
{
    return parse_choice<log::format>(name);
}

reel::result<reel::log_level> parse_log_level(std::string_view name)
{
    return parse_choice<reel::log_level>(name);
}

bool is_loopback(const std::string& address)
{
    std::error_code failure;
    const auto parsed = asio::ip::make_address(address, failure);
    if (failure)
        return false;
    if (parsed.is_v6() && parsed.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, parsed.to_v6()).is_loopback();
    return parsed.is_loopback();
}

reel::result<void> may_listen_on(const std::string& address, const settings& s)
{
    if (is_loopback(address) || !s.tokens.empty())
        return {};
    return reel::error{
        reel::errc::permission,
        "listening on " + address +
            " lets everyone on the network in: add at least one entry to 'tokens', or listen on 127.0.0.1"};
}

} // namespace reeld::config
