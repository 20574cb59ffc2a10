// SPDX-License-Identifier: MIT
#include "core/config/settings.hpp"

#include <asio/ip/address.hpp>
#include <boost/describe/enum.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace reel
{

BOOST_DESCRIBE_ENUM(role, any, admin)
BOOST_DESCRIBE_ENUM(log_level, debug, info, warn, error)

} // namespace reel

namespace reeld::config
{

// How the option table reads what it has no reader for; found by argument-dependent lookup.

static reel::result<account_links> read_option(const reel::config_node& node, std::type_identity<account_links>)
{
    if (node.type != reel::config_node::kind::mapping)
        return reel::error{reel::errc::bad_argument, "expected lines of the form 'account: name'"};
    account_links out;
    for (const auto& [key, where, value] : node.entries)
    {
        auto text = reel::detail::read_value<std::string>(value);
        if (!text)
            return text.error();
        out.emplace(key, std::move(*text));
    }
    return out;
}
static std::string show_option(const account_links&)
{
    return {};
}

/// The table only knows that there are some: read_tokens() reads them, each mistake at its own place.
static reel::result<access_token> read_option(const reel::config_node&, std::type_identity<access_token>)
{
    return access_token{};
}
static std::string show_option(const access_token&)
{
    return {};
}

namespace
{

constexpr std::size_t shortest_token = 16;

bool is_address(const std::string& text)
{
    std::error_code failure;
    asio::ip::make_address(text, failure);
    return !failure;
}

reel::options<access_token> token_options()
{
    return reel::options<access_token>()
        .add("name", &access_token::name, "Who it is, as logs show it.")
        .needed_to_run()
        .add("role", &access_token::role, "What they may do: 'any' asks, 'admin' also changes things.")
        .add("token", &access_token::token, "What they present: a bearer token.")
        .needed_to_run()
        .check([](const reel::secret& token) { return token.reveal().size() >= shortest_token; },
               "must have at least 16 characters (`openssl rand -hex 32` makes a good one)")
        .add("links", &access_token::links, "Their accounts elsewhere, by name.");
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
        .add(
            "tokens", &settings::tokens,
            "Who may connect: entries of name, role (any or admin), token, and links to their accounts elsewhere. Without "
            "any, whoever can reach the port may do everything.")
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
        .at_least(1);
}

std::vector<access_token> read_tokens(const reel::config_node& list, reel::config_problems& problems)
{
    const auto table = token_options();
    std::vector<access_token> out;
    std::set<std::string, std::less<>> names;
    for (const auto& item : list.items)
    {
        access_token token;
        for (const auto& name : table.read(token, item, {}, problems))
            if (const auto* value = item.find(name);
                !value || value->text.empty()) // else its reference is told already
                problems.add(item.where, "a token needs '" + name + "'");
        if (!token.name.empty() && !names.insert(token.name).second)
            problems.add(item.where, "there are two tokens named '" + token.name + "'");
        out.push_back(std::move(token));
    }
    return out;
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
    if (const auto* tokens = core.find("tokens"))
        out.tokens = read_tokens(*tokens, problems);
    apply(said, out);

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
        if (option.name == "tokens")
            option.type = "list of mappings";
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
