// SPDX-License-Identifier: MIT
// The way to the daemon: blocking transports over an HTTP client. One thread; the context outlives them.
#pragma once

#include "core/cli/chat.hpp"
#include "core/cli/command.hpp"

#include <reel/asio.hpp>
#include <reel/http_client.hpp>
#include <reel/secret.hpp>

#include <boost/url/url.hpp>

#include <memory>

namespace reeld::cli
{

/// `base` may have a path of its own (a daemon behind a proxy). An empty token is not sent.
transport connect(asio::io_context& io, std::shared_ptr<reel::http_client> client, boost::urls::url base,
                  reel::secret token);

/// The same for a chat; what `accept` names is what the daemon is asked to answer with.
live_transport connect_live(asio::io_context& io, std::shared_ptr<reel::http_client> client, boost::urls::url base,
                            reel::secret token, std::string accept);

} // namespace reeld::cli
