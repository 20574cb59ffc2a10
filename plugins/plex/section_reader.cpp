// SPDX-License-Identifier: MIT
#include "plugins/plex/section_reader.hpp"

#include "plugins/plex/page_walk.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr std::uint32_t rows_built_at_once = 200; // beyond it (half a millisecond) an index is built off the loop

reel::awaitable<reel::result<void>> list(reel::host& host, client& upstream, section_info info, listing what,
                                         int page_size, section_builder& into, double& share)
{
    std::string first;
    const auto take = [&](const item& row) {
        if (first.empty())
            first = row.rating_key;
        if (what == listing::seasons)
            into.add_season(row);
        else
            into.add(row);
    };
    std::uint32_t defects = 0;
    for (page_walk walk{page_size}; !walk.ended(); first.clear())
    {
        page_request request{info.key, what, walk.start(), page_size};
        const auto page = co_await upstream.page(std::move(request), take);
        if (!page && what == listing::seasons && walk.start() == 0 && page.error().kind() == reel::errc::upstream)
        {
            host.log().warn("Plex does not list the seasons of a section, they are asked for show by show",
                            {{"section", reel::shown(info.title)}, {"error", page.error().describe()}});
            break;
        }
        if (!page)
            co_return page.error();
        defects += page->skipped.defects();
        walk.took(*page, first);
        if (what == listing::seasons || walk.total() <= 0)
            continue;
        into.reserve(walk.total());
        share = std::min(1.0, static_cast<double>(walk.start()) / static_cast<double>(walk.total()));
    }
    if (defects != 0)
        host.log().warn("Plex listed rows that make no sense, they are left out",
                        {{"section", reel::shown(info.title)}, {"rows", defects}});
    co_return reel::result<void>{};
}

} // namespace

reel::awaitable<reel::result<std::shared_ptr<const section>>>
read_section(reel::host& host, client& upstream, section_info info, int page_size, double& share)
{
    const auto began = host.clock().now();
    const auto builder = std::make_shared<section_builder>(info);
    const auto items = info.kind == kind::movie ? listing::movies : listing::shows;
    if (auto read = co_await list(host, upstream, info, items, page_size, *builder, share); !read)
        co_return read.error();
    if (items == listing::shows)
        if (auto read = co_await list(host, upstream, info, listing::seasons, page_size, *builder, share); !read)
            co_return read.error();

    if (builder->size() <= rows_built_at_once)
        co_return builder->finish(began);
    const auto built = std::make_shared<std::shared_ptr<const section>>();
    co_await host.off_loop([builder, built, began] { *built = builder->finish(began); });
    co_return std::move(*built);
}

} // namespace reel_plex
