// SPDX-License-Identifier: MIT
// The HTTP client that hosts lend to plugins: pooled connections, verified TLS, deadlines, retries; redirects are not
// followed. A collected body is asked for compressed, a streamed one as it is: at home the network is faster than inflating.
// Whoever says `Accept-Encoding` itself gets what it asked for, decoded all the same.
#pragma once

#include <reel/clock.hpp>
#include <reel/http_client.hpp>
#include <reel/log.hpp>

#include <memory>

namespace reeld::http
{

/// The clock and the log's sink outlive the client. Deadlines are measured by `clock`.
std::unique_ptr<reel::http_client> make_http_client(asio::any_io_executor executor, reel::clock& clock,
                                                    reel::http_settings settings, reel::logger log);

} // namespace reeld::http
