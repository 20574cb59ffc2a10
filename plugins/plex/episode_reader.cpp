// SPDX-License-Identifier: MIT
#include "plugins/plex/episode_reader.hpp"

#include "plugins/plex/page_walk.hpp"

#include <utility>

namespace reel_plex
{

reel::awaitable<reel::result<std::shared_ptr<const episode_set>>> read_episodes(client& upstream, std::string show,
                                                                                int page_size)
{
    episode_collector found;
    std::string first;
    const auto take = [&](const item& row) {
        if (first.empty())
            first = row.rating_key;
        found.add(row);
    };
    for (page_walk walk{page_size}; !walk.ended(); first.clear())
    {
        page_request request{show, listing::episodes, walk.start(), page_size};
        const auto page = co_await upstream.page(std::move(request), take);
        if (!page)
            co_return page.error();
        walk.took(*page, first);
    }
    co_return std::make_shared<const episode_set>(std::move(found).finish());
}

} // namespace reel_plex
