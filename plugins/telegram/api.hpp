// SPDX-License-Identifier: MIT
// The Bot API, as far as we need it (https://core.telegram.org/bots/api). The token is a part of every address, so no address
// is ever logged or put into a message. Loop thread only; the host outlives it. Every coroutine here borrows the client: end
// them before destroying it. Errors of all: `connection`, `timeout`, `unauthorized`, `upstream`, `validation`; cancellation
// (terminal) throws operation_aborted.
#pragma once

#include "plugins/telegram/config.hpp"
#include "plugins/telegram/update.hpp"

#include <reel/host.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reel_telegram
{

class api
{
public:
    api(reel::host& host, const config& settings);

    reel::awaitable<reel::result<identity>> get_me();
    /// Waits for the first update at or after `offset` (0: the oldest there is), which acknowledges all before it.
    reel::awaitable<reel::result<boost::json::array>> get_updates(std::int64_t offset);
    reel::awaitable<reel::result<void>> set_webhook(reel::secret shown);
    reel::awaitable<reel::result<void>> delete_webhook();

    struct outgoing
    {
        place where;
        std::string text; ///< of at most 4096 UTF-16 code units; see to_html()
        std::int64_t reply_to = 0;
        std::optional<std::string> token; ///< buttons for `account` to confirm it
        std::int64_t account = 0;
    };
    /// The id of the message. Tried once; a group that has become a supergroup is followed there.
    reel::awaitable<reel::result<std::int64_t>> send(outgoing what);
    reel::awaitable<reel::result<void>> typing(place where);
    /// Stops the button's turning; `text` is shown briefly.
    reel::awaitable<reel::result<void>> answer_press(std::string id, std::string text);
    reel::awaitable<reel::result<void>> remove_buttons(place where, std::int64_t message);

    /// Why Telegram cannot be used, as of its last answer or silence; nothing when it can.
    const std::optional<reel::error>& trouble() const noexcept { return trouble_; }

private:
    reel::awaitable<reel::result<boost::json::value>> ask(std::string method, boost::json::object arguments,
                                                          reel::duration longest);
    reel::awaitable<reel::result<boost::json::value>> send_as(outgoing what, bool html);
    reel::awaitable<reel::result<void>> tell(std::string method, boost::json::object arguments);
    void note(const reel::result<boost::json::value>& outcome);
    boost::json::object to(const place& where) const;

    const config& settings_;
    std::unique_ptr<reel::http_client> http_;
    std::map<std::int64_t, std::int64_t> moved_; ///< group -> the supergroup that it has become
    std::optional<reel::error> trouble_;
};

/// What an answer of the Bot API says: its "result", or an error with status, retry_after and Telegram's own words. Pure.
reel::result<boost::json::value> read_answer(int status, std::string_view body);

/// The chat to which the one that was meant has moved, if an answer says so; else 0. Pure.
std::int64_t moved_to(std::string_view body);

} // namespace reel_telegram
