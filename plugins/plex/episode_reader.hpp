// SPDX-License-Identifier: MIT
// Reads which episodes of a show are in Plex, page by page. Loop thread only; the client outlives it.
#pragma once

#include "plugins/plex/client.hpp"
#include "plugins/plex/episodes.hpp"

#include <memory>
#include <string>

namespace reel_plex
{

/// Errors as those of client::page(); 404 means that the key is not the one the server goes by now. Cancellable (terminal).
reel::awaitable<reel::result<std::shared_ptr<const episode_set>>> read_episodes(client& upstream, std::string show,
                                                                                int page_size);

} // namespace reel_plex
