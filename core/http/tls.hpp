// SPDX-License-Identifier: MIT
// TLS towards upstreams: 1.2 and up, certificate and host name verified. One per client, which it lives as long as; loop
// thread only. The only header of the core behind which OpenSSL's connections are.
#pragma once

#include "core/http/connection.hpp"

#include <reel/http_client.hpp>

#include <memory>

namespace reeld::http
{

class tls
{
public:
    tls(asio::any_io_executor executor, const reel::http_settings& settings);
    ~tls();

    /// Shakes hands over a connected socket. The authorities are read on first use, off the loop.
    reel::awaitable<reel::result<std::unique_ptr<connection>>> secure(asio::ip::tcp::socket socket, const origin& to);

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reeld::http
