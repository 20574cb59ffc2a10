// SPDX-License-Identifier: MIT
// TMDB as one kind of request: the address, who asks, how often, until when, and what each way of failing means. Loop
// thread only; the host outlives it. Every coroutine here borrows the client: end them before destroying it.
#pragma once

#include "plugins/tmdb/config.hpp"

#include <reel/host.hpp>
#include <reel/rate_limit.hpp>

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace reel_tmdb
{

/// "/search/tv" and its query, percent-encoded; parameters without a value are left out. Holds no secret: it names what is
/// asked for in caches.
std::string target(std::string_view path, std::initializer_list<std::pair<std::string_view, std::string>> query);

class client
{
public:
    /// `heard` is called after each request that changed trouble().
    client(reel::host& host, const config& settings, std::function<void()> heard);

    /// The body of a 2xx answer to target(). Errors: `connection`, `timeout`, `unauthorized`, `upstream` (another status;
    /// 404: there is no such thing), each with what TMDB said kept apart. Within the deadline waits for its turn, waits out
    /// a 429, and repeats once what failed for a moment. Cancellation (terminal) throws operation_aborted.
    reel::awaitable<reel::result<std::string>> get(std::string target);

    /// Why TMDB cannot be used, as of the last answer or silence; nothing when it can.
    const std::optional<reel::error>& trouble() const noexcept { return trouble_; }

private:
    reel::http_request request(std::string_view target, reel::duration deadline) const;
    reel::awaitable<reel::result<std::string>> attempt(reel::http_request request);
    void note(const std::optional<reel::error>& failure);

    reel::clock& clock_;
    const config& settings_;
    std::unique_ptr<reel::http_client> http_;
    reel::rate_limit limit_;
    std::function<void()> heard_;
    std::optional<reel::error> trouble_;
};

} // namespace reel_tmdb
