// SPDX-License-Identifier: MIT
// One connection to an upstream, plain or TLS behind one face, and how it is opened. Loop thread only; owned by whoever has
// a lease on it, else by the pool.
#pragma once

#include "core/http/read_buffer.hpp"

#include <reel/asio.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/time.hpp>

#include <asio/ip/tcp.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace reeld::http
{

/// Whom a connection leads to.
struct origin
{
    bool secure = false;
    std::string host; ///< name or IP address, without brackets
    std::uint16_t port = 0;
    std::string label; ///< "host:port", for messages

    /// Distinguishes origins that must not share connections.
    std::string key() const { return (secure ? "https://" : "http://") + label; }
};

class connection
{
public:
    using buffers = std::array<asio::const_buffer, 2>;

    virtual ~connection() = default;
    virtual reel::awaitable<std::pair<std::error_code, std::size_t>> read_some(asio::mutable_buffer into) = 0;
    virtual reel::awaitable<std::error_code> write(buffers what) = 0;
    virtual asio::ip::tcp::socket& socket() = 0;

    /// False when the peer has closed an idle connection, or said something that nobody asked for.
    bool quiet();

    read_buffer in; ///< received and not yet parsed
};

std::unique_ptr<connection> make_plain(asio::ip::tcp::socket socket);

class tls;

/// Looks the host up, tries each of its addresses, and makes the connection secure if the origin is. Every failure, silence
/// beyond `limit` too, is `connection`: "could not connect to host:port: connection refused".
reel::awaitable<reel::result<std::unique_ptr<connection>>> open_connection(const origin& to, tls& security,
                                                                           reel::clock& clock, reel::duration limit);

} // namespace reeld::http
