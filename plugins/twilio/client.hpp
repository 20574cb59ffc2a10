// SPDX-License-Identifier: MIT
// Twilio's REST API, as far as we need it: send a text, look at the account. Loop thread only; the host outlives it. Every
// coroutine here borrows the client: end them before destroying it.
#pragma once

#include "plugins/twilio/config.hpp"
#include "plugins/twilio/form.hpp"

#include <reel/host.hpp>

#include <memory>
#include <optional>
#include <string>

namespace reel_twilio
{

class client
{
public:
    client(reel::host& host, const config& settings);

    /// Tried once. Errors of both: `connection`, `timeout`, `unauthorized`, `upstream`; cancellation (terminal) throws
    /// operation_aborted.
    reel::awaitable<reel::result<void>> send(std::string to, std::string text);
    /// Whether the account may be used.
    reel::awaitable<reel::result<void>> check();

    /// Why Twilio cannot be used, as of its last answer or silence; nothing when it can.
    const std::optional<reel::error>& trouble() const noexcept { return trouble_; }
    bool heard() const noexcept { return heard_; } ///< from Twilio, for better or worse

private:
    reel::awaitable<reel::result<void>> ask(std::string method, std::string path, std::string body);
    void note(const reel::result<void>& outcome);

    const config& settings_;
    std::unique_ptr<reel::http_client> http_;
    std::optional<reel::error> trouble_;
    bool heard_ = false;
};

} // namespace reel_twilio
