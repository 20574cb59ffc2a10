// SPDX-License-Identifier: MIT
// Reads one section of the server, page by page, straight into a new index. Loop thread only.
#pragma once

#include "plugins/plex/client.hpp"
#include "plugins/plex/index.hpp"

#include <memory>

namespace reel_plex
{

/// The section as it was when this began: its films, or its shows with their seasons, or why it could not be read whole.
/// `share` grows from 0 to 1 meanwhile; it, the host and the client belong to who awaits. Cancellable (terminal).
reel::awaitable<reel::result<std::shared_ptr<const section>>>
read_section(reel::host& host, client& upstream, section_info info, int page_size, double& share);

} // namespace reel_plex
