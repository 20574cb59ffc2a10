// SPDX-License-Identifier: MIT
// The Plex server as typed requests: endpoints, headers, deadlines, and what each way of failing means. Loop thread
// only; the host outlives it. Every coroutine here borrows the client: end them before destroying it.
#pragma once

#include "plugins/plex/config.hpp"
#include "plugins/plex/decoder.hpp"
#include "plugins/plex/item.hpp"

#include <reel/host.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

/// What kind of rows a listing is made of: Plex's type codes.
enum class listing : int
{
    movies = 1,
    shows = 2,
    seasons = 3,
    episodes = 4
};

/// One page of /library/sections/{of}/all, or of the episodes of a show: /library/metadata/{of}/allLeaves.
struct page_request
{
    std::string of;
    listing what = listing::movies;
    std::int64_t start = 0;
    std::int64_t size = 0;
};

class client
{
public:
    /// `heard` is called after each request that changed trouble().
    client(reel::host& host, const config& settings, std::function<void()> heard);

    /// Errors of all: `connection`, `timeout`, `unauthorized`, `upstream` (any other status; what it said is kept
    /// apart), `validation` (names the path and what was expected). Cancellation (terminal) throws operation_aborted.
    reel::awaitable<reel::result<server_identity>> identity();
    /// Whether the server answers and takes the token, within the deadline of health checks.
    reel::awaitable<reel::result<void>> check_health();
    reel::awaitable<reel::result<std::vector<section_info>>> sections();
    /// Decodes the page while it arrives; a total that only the header tells is put into the answer's.
    reel::awaitable<reel::result<page_info>> page(page_request request, listing_decoder::sink on_item);
    /// In ascending order; 404 is `upstream` with that status.
    reel::awaitable<reel::result<std::vector<season>>> seasons(std::string show);
    /// How the owner had a show's episodes ordered, "" when not otherwise than by default.
    reel::awaitable<reel::result<std::string>> show_ordering(std::string show);
    /// The name of the account that the server belongs to, "" when it does not tell.
    reel::awaitable<reel::result<std::string>> account();
    /// Streams server-sent events into `sink` until the server ends it. Says nothing about trouble(): not every server
    /// or token has events.
    reel::awaitable<reel::result<void>> notifications(reel::body_sink sink);

    /// Why the server cannot be used, as of the last answer or silence; nothing when it can.
    const std::optional<reel::error>& trouble() const noexcept { return trouble_; }

private:
    struct call
    {
        std::string path;
        reel::http_request request;
        bool with_token = true;
        bool tells_health = true; ///< whether its outcome is one of the server as a whole
    };

    call get(std::string path, std::string_view query, reel::duration deadline) const;
    call listing_of(const page_request& request) const;
    reel::awaitable<reel::result<reel::http_response>> send(call what, reel::body_sink sink = {});
    void note(const call& what, const std::optional<reel::error>& failure);

    const config& settings_;
    std::vector<reel::http_header> headers_;
    std::unique_ptr<reel::http_client> http_;
    std::function<void()> heard_;
    std::optional<reel::error> trouble_;
};

} // namespace reel_plex
