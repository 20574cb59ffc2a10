// SPDX-License-Identifier: MIT
// Requests and responses of the HTTP server, as plain values: no socket, no parser.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reeld::http
{

using headers = std::vector<std::pair<std::string, std::string>>;

/// One request, whole. Owned by the session; a handler may keep references to it until its coroutine ends.
struct request
{
    std::string method;    ///< upper case, as received
    std::string path;      ///< of the target, percent-decoded; always starts with '/'
    std::string query;     ///< raw, without '?'
    http::headers headers; ///< names in their original case
    std::string body;
    std::string peer;                  ///< address of the client, without the port
    bool loopback = false;             ///< the client is this machine
    std::vector<std::string> captures; ///< what the route's {…} matched

    /// First value of a header, names compared without case, "" when absent.
    std::string_view header(std::string_view name) const noexcept;
};

/// The body of a response that is written while it comes to be (SSE). Loop thread only.
class body_writer
{
public:
    virtual ~body_writer() = default;
    /// Sends one chunk and returns when the kernel has it. An error means that the client is gone: stop.
    virtual reel::awaitable<reel::result<void>> write(std::string_view piece) = 0;
};

struct response
{
    int status = 200;
    std::string content_type; ///< empty: no body is announced
    std::string body;
    http::headers headers;
    /// When set, the body is what this writes (chunked); `body` is ignored. Cancelled (terminal) when the client hangs
    /// up.
    std::function<reel::awaitable<void>(body_writer&)> stream;

    static response json(std::string body, int status = 200);
    static response text(std::string body, int status = 200);
    static response html(std::string body, int status = 200);
};

/// The reason phrase of a status: "Not Found".
std::string_view reason(int status) noexcept;

} // namespace reeld::http
