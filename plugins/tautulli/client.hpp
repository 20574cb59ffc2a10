// SPDX-License-Identifier: MIT
// Tautulli as typed questions. Its API key may do everything, so only the commands named here can be sent, all of which
// read. Loop thread only; the host outlives it. Every coroutine here borrows the client: end them before destroying it.
#pragma once

#include "plugins/tautulli/config.hpp"
#include "plugins/tautulli/model.hpp"

#include <reel/host.hpp>

#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_tautulli
{

/// All that is ever asked of Tautulli.
enum class command : std::uint8_t
{
    get_activity,
    get_history,
    get_home_stats,
    get_user_watch_time_stats,
    get_users,
    server_status
};
BOOST_DESCRIBE_ENUM(command, get_activity, get_history, get_home_stats, get_user_watch_time_stats, get_users,
                    server_status)

/// Parameters of a command, as a form: "&media_type=movie&user_id=7". Names are ours, values are anybody's.
class form
{
public:
    form() = default;
    /// Text of another form.
    explicit form(std::string text) : text_{std::move(text)} {}

    form add(std::string_view name, std::string_view value) &&;
    form add(std::string_view name, std::int64_t value) &&;
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

class client
{
public:
    /// `heard` is called after each answer that changed trouble().
    client(reel::host& host, const config& settings, std::function<void()> heard);

    /// Errors of all: `connection`, `timeout`, `unauthorized`, `upstream`, `validation`; each message says what to do.
    /// Cancellation (terminal) throws operation_aborted.
    reel::awaitable<reel::result<activity>> current_activity();
    /// Finished plays, newest first; `filters` narrow them.
    reel::awaitable<reel::result<history_page>> history(form filters, std::int64_t start, std::int64_t length);
    reel::awaitable<reel::result<std::vector<stat_row>>> card(std::string stat_id, form filters);
    /// Over 7 days, 30 days and ever.
    reel::awaitable<reel::result<std::vector<watch_time>>> watch_time_of(std::int64_t user);
    reel::awaitable<reel::result<std::vector<user>>> users();
    /// Whether Tautulli is connected to Plex.
    reel::awaitable<reel::result<bool>> connected();

    /// Why Tautulli cannot be used, as of the last answer or silence; nothing when it can.
    const std::optional<reel::error>& trouble() const noexcept { return trouble_; }

private:
    reel::awaitable<reel::result<boost::json::value>> ask(command what, form parameters = {});
    reel::awaitable<reel::result<reel::http_response>> post(std::string body);
    void note(std::optional<reel::error> failure);

    reel::host& host_;
    const config& settings_;
    boost::urls::url endpoint_;
    std::unique_ptr<reel::http_client> http_;
    std::function<void()> heard_;
    std::optional<reel::error> trouble_;
};

} // namespace reel_tautulli
