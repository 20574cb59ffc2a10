// SPDX-License-Identifier: MIT
// HTTP for plugins: an interface, implemented by the core with pooled connections, verified TLS and deadlines. A plugin
// gets one client per upstream from its host, with that upstream's limits, and never opens a socket itself.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>
#include <reel/secret.hpp>
#include <reel/time.hpp>

#include <boost/url/url.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reel
{

/// How to reach one upstream. Fixed for the life of a client.
struct http_settings
{
    bool verify_tls = true;          ///< certificate and host name; never off unless the owner says so
    std::string ca_file;             ///< PEM, in addition to the system's authorities; empty: none
    std::string tls_host;            ///< name to send as SNI and to verify; empty: the URL's host
    std::size_t max_connections = 4; ///< requests at once; further ones wait their turn within their own deadline
    duration idle_timeout = 30s;     ///< how long an unused connection is kept
    std::size_t max_header = 64 * 1024;
    std::string user_agent; ///< empty: "reeld/<version>"
};

/// A header whose value may be a secret: it is sent, and never logged.
struct http_header
{
    std::string name;
    std::variant<std::string, secret> value;
};

struct http_request
{
    std::string method = "GET";
    boost::urls::url url; ///< absolute, http or https, without user information
    std::vector<http_header> headers;
    std::string body;
    duration connect_timeout = 5s;          ///< resolve, connect and TLS handshake
    duration deadline = 15s;                ///< everything, waiting for a free connection and retries included; 0: none
    duration read_timeout = 15s;            ///< the longest silence while receiving; 0: none
    std::size_t max_body = 8 * 1024 * 1024; ///< of a body that is collected; a streamed one is not bounded
    int retries =
        1; ///< times a GET or HEAD is sent again after a connection failure or 502/503/504/429, with back-off,
           ///< jitter and Retry-After honoured while the deadline allows; other methods are never repeated
};

struct http_response
{
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; ///< as received, names in their original case
    std::string body; ///< decoded (gzip, deflate); empty when streamed to a sink

    /// First value of a header, names compared without case; empty when absent.
    REEL_API std::string_view header(std::string_view name) const noexcept;
    bool ok() const noexcept { return status >= 200 && status < 300; }
};

/// Receives a 2xx body while it arrives, decoded, in pieces of at most 64 KiB; the view lives for the call only. An
/// error ends the transfer, closes the connection and becomes the result. Bodies of other statuses are collected, not
/// streamed. After the first piece a request is never retried.
using body_sink = std::function<result<void>(std::string_view piece)>;

/// Loop thread only. Every status is a response, not an error: errors are `connection`, `timeout`, `cancelled`,
/// `validation` (not HTTP, or over a bound), with error::unsent() as long as the upstream cannot know of the request.
/// Cancellation (terminal) closes the connection in use.
class REEL_API http_client
{
public:
    virtual ~http_client();
    virtual awaitable<result<http_response>> send(http_request request) = 0;
    virtual awaitable<result<http_response>> send(http_request request, body_sink sink) = 0;
};

/// Why there was no response, in a sentence about `who`: "Telegram cannot be reached (no answer from …)". Throws
/// operation_aborted for a request that was cancelled.
REEL_API error unreachable(std::string_view who, const error& why);

/// The upstream did not want this one request and would not want it again: 4xx, but for those about who asks (401, 404) and
/// when (408, 409, 429).
REEL_API bool refused(const error& failure) noexcept;

/// `path`, percent-encoded and with a slash in front, behind the path that `base` has.
REEL_API boost::urls::url below(boost::urls::url base, std::string_view path);

} // namespace reel
