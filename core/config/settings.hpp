// SPDX-License-Identifier: MIT
// The core's own options, typed: what reeld.yaml says, with the command line on top. A value type.
#pragma once

#include "core/config/conversation.hpp"
#include "core/config/environment.hpp"
#include "core/config/models.hpp"
#include "core/config/people.hpp"
#include "core/log/sink.hpp"

#include <reel/config.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>
#include <reel/option.hpp>
#include <reel/time.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace reeld::config
{

struct settings
{
    std::string listen = "127.0.0.1";         ///< an IP address
    std::uint16_t port = 7335;                ///< 0: any free one
    std::vector<std::string> allowed_hosts;   ///< names by which clients may address us, besides the loopback ones
    std::vector<std::string> allowed_origins; ///< web pages that may talk to us, besides our own
    std::vector<user> users;
    std::vector<access_token> tokens;
    std::string local_user;             ///< one of the users, or nobody
    std::vector<model_endpoint> models; ///< in order of preference; none: no conversation
    conversation_options conversation;

    std::vector<std::filesystem::path> plugin_dirs{REELD_PLUGIN_DIR}; ///< as the build was configured
    std::filesystem::path state_dir = "/var/lib/reeld";

    reel::log_level log_level = reel::log_level::info;
    log::format log_format = log::format::detect;
    bool core_dumps = false; ///< a dump holds the tokens

    reel::duration drain_deadline = reel::duration{5000}; ///< for everything between SIGTERM and the exit
    std::size_t worker_threads = 2;                       ///< for computing off the loop
    std::size_t max_connections = 1024;
    std::size_t max_header = std::size_t{16} * 1024;
    std::size_t max_body = std::size_t{4} * 1024 * 1024;
    reel::duration header_timeout = reel::duration{10'000};
    reel::duration body_timeout = reel::duration{30'000};
    reel::duration idle_timeout = reel::duration{75'000};
    reel::duration write_timeout = reel::duration{30'000};
    std::size_t max_calls = 256;
    std::size_t max_calls_per_tool = 64;
    reel::duration confirm_within = std::chrono::minutes{5}; ///< a person's word to a destructive call
};

/// What the command line said; it wins over the file.
struct command_line
{
    std::optional<std::string> listen;
    std::optional<std::uint16_t> port;
    std::optional<std::filesystem::path> state_dir;
    std::vector<std::filesystem::path> plugin_dirs; ///< not empty: instead of the file's
    std::optional<reel::log_level> log_level;
    std::optional<log::format> log_format;
    bool stdio = false; ///< nothing listens, so nothing needs a token
};

/// Reads the core's options from the main file's tree. What is wrong goes to `problems`, among it listening off
/// loopback without a token.
settings read_settings(const reel::config_node& core, const environment& env, const command_line& said,
                       reel::config_problems& problems);

/// For the documentation: the options of reeld.yaml, in order.
std::vector<reel::option_info> describe_settings();

/// "plain" -> format::plain and "warn" -> log_level::warn, for the command line; errors name the choices.
reel::result<log::format> parse_log_format(std::string_view name);
reel::result<reel::log_level> parse_log_level(std::string_view name);

/// Whether only this machine can connect to `address` (an IP address).
bool is_loopback(const std::string& address);
/// An error that says what to do when `address` is reachable from elsewhere and there is no token to tell callers apart
/// by.
reel::result<void> may_listen_on(const std::string& address, const settings& s);

} // namespace reeld::config
