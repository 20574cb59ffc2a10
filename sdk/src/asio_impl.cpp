// SPDX-License-Identifier: MIT
// Asio's one compiled copy, and its services instantiated here: an io_context keeps a service until its own end, so the
// code of every service a plugin may be first to use must live in a library that is never unmapped.
#include <asio/impl/src.hpp>
#include <asio/ssl/impl/src.hpp>

#include <asio/ip/tcp.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/signal_set.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/steady_timer.hpp>

namespace
{

[[maybe_unused]] void instantiate_services(asio::io_context& context)
{
    asio::steady_timer timer{context};
    asio::ip::tcp::socket socket{context};
    asio::ip::tcp::acceptor acceptor{context};
    asio::ip::tcp::resolver resolver{context};
    asio::signal_set signals{context};
    asio::posix::stream_descriptor descriptor{context};
}

} // namespace
