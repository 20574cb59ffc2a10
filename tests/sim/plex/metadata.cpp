// SPDX-License-Identifier: MIT
// The service's answers about one item and what belongs to it, and what it tells listeners about changes.
#include "tests/sim/plex/service.hpp"

#include <algorithm>
#include <vector>

namespace reel_sim::plex
{

reply service::metadata(const request& req, std::string_view rest)
{
    const auto slash = rest.find('/');
    if (slash == rest.npos)
        return items(req, rest);
    const auto key = parse_number(rest.substr(0, slash));
    const auto found = key ? library_.catalogue().find(*key) : std::nullopt;
    if (!found || library_.catalogue().items[found->item].deleted_at)
        return error_page(404);
    if (rest.substr(slash + 1) == "children")
        return children(req, *found);
    if (rest.substr(slash + 1) == "allLeaves")
        return all_leaves(req, *found);
    return error_page(404);
}

/// A row by itself says which section it is from, has its Guid without being asked, and may carry its children.
std::string service::item_row(const request& req, const place& p) const
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[p.item];
    const auto& s = *world.find_section(i.section);
    const auto mask = excludes(req);
    document more;
    more.text("librarySectionTitle", s.title);
    more.number("librarySectionID", s.key);
    more.text("librarySectionKey", "/library/sections/" + std::to_string(s.key));
    if (req.argument("includeChildren") == "1" && p.season < 0 && !i.seasons.empty())
    {
        std::vector<place> seasons;
        for (std::int32_t n = 0; n < std::ssize(i.seasons); ++n)
            seasons.push_back({p.item, n, -1});
        body rows;
        library_.append_rows(seasons, mask, rows);
        more.raw("Children", "{\"size\":" + std::to_string(seasons.size()) + ",\"Metadata\":[" + rows.text() + "]}");
    }
    auto row = library_.row(p, mask);
    row.back() = ',';
    return row += more.attributes += '}';
}

reply service::items(const request& req, std::string_view keys)
{
    const auto& world = library_.catalogue();
    auto d = container();
    d.list = "Metadata";
    int found = 0;
    while (!keys.empty())
    {
        const auto one = keys.substr(0, keys.find(','));
        keys.remove_prefix(std::min(keys.size(), one.size() + 1));
        const auto key = parse_number(one);
        const auto p = key ? world.find(*key) : std::nullopt;
        if (!p || world.items[p->item].deleted_at)
            continue;
        if (found++ == 0)
            describe_section(d, *world.find_section(world.items[p->item].section));
        d.rows.append((found > 1 ? "," : "") + item_row(req, *p));
    }
    if (found == 0)
        return error_page(404);
    d.number("size", found);
    return render(req, std::move(d));
}

/// What is the same in all rows is said once, in the container.
reply service::children(const request& req, const place& p)
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[p.item];
    const auto& work = world.work_of(i);
    auto mask = listing_mask(req);
    auto d = container();
    describe_section(d, *world.find_section(i.section));
    mask.remove(field::parent_title);
    std::vector<place> rows;
    if (p.season < 0)
    {
        d.text("key", std::to_string(i.key));
        d.text("parentTitle", world.title_of(i));
        d.number("parentYear", work.year);
        for (std::int32_t s = 0; s < std::ssize(i.seasons); ++s)
            rows.push_back({p.item, s, -1});
    }
    else
    {
        const auto& s = i.seasons[static_cast<std::size_t>(p.season)];
        mask.remove(field::grandparent_title);
        d.text("key", std::to_string(s.key));
        d.text("grandparentTitle", world.title_of(i));
        d.text("parentTitle", s.number ? "Season " + std::to_string(s.number) : "Specials");
        d.number("parentIndex", s.number);
        for (std::int32_t e = 0; p.episode < 0 && e < std::ssize(s.episodes); ++e)
            rows.push_back({p.item, p.season, e});
    }
    if (p.season >= 0 || work.kind == kind::movie || req.argument("excludeAllLeaves") == "1")
        return listing(req, std::move(d), rows, mask);

    document all;
    all.number("leafCount", static_cast<std::int64_t>(episode_count(i)));
    all.text("thumb", "/library/metadata/" + std::to_string(i.key) + "/thumb/" + std::to_string(i.updated_at));
    all.text("key", "/library/metadata/" + std::to_string(i.key) + "/allLeaves");
    all.text("title", "All episodes");
    const auto row = "{" + all.attributes + "}";
    if (settings_.all_episodes == all_episodes_row::in_directory)
    {
        d.raw("Directory", "[" + row + "]");
        return listing(req, std::move(d), rows, mask);
    }
    d.number("size", std::ssize(rows) + 1); // with this row there is no paging
    d.list = "Metadata";
    d.rows.append(row + (rows.empty() ? "" : ","));
    library_.append_rows(rows, mask, d.rows);
    return render(req, std::move(d));
}

reply service::all_leaves(const request& req, const place& p)
{
    const auto& i = library_.catalogue().items[p.item];
    auto mask = listing_mask(req);
    mask.remove(field::grandparent_title);
    auto d = container();
    describe_section(d, *library_.catalogue().find_section(i.section));
    d.text("key", std::to_string(i.key));
    d.text("grandparentTitle", library_.catalogue().title_of(i));
    std::vector<place> rows;
    for (std::int32_t s = 0; s < std::ssize(i.seasons); ++s)
        for (std::int32_t e = 0; e < std::ssize(i.seasons[static_cast<std::size_t>(s)].episodes); ++e)
            if (p.season < 0 || p.season == s)
                rows.push_back({p.item, s, e});
    return listing(req, std::move(d), rows, mask);
}

// ---- events ---------------------------------------------------------------------------------------------------------

void service::announce(const change& c)
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[c.where.item];
    const bool movie = world.work_of(i).kind == kind::movie;
    const bool plain = settings_.event_shape == event_shape::plain;
    auto id = [&](std::uint32_t n) { return plain ? "\"" + std::to_string(n) + "\"" : std::to_string(n); };
    auto send = [&](int state, std::string_view metadata_state) {
        document entry;
        entry.text("identifier", "com.plexapp.plugins.library");
        entry.raw("sectionID", id(i.section));
        entry.raw("itemID", id(c.key));
        if (c.where.season >= 0)
            entry.raw("rootItemID", id(i.key));
        entry.number("type", c.where.episode >= 0 ? 4 : c.where.season >= 0 ? 3 : movie ? 1 : 2);
        entry.text("title", world.title_of(i));
        entry.number("state", state);
        if (!metadata_state.empty())
            entry.text("metadataState", metadata_state);
        entry.number("updatedAt", world.now);
        events_.publish("timeline", "TimelineEntry", "{" + entry.attributes + "}", settings_.event_shape);
    };
    if (c.what == change::added)
        send(0, "created");
    if (c.what == change::removed)
        send(9, "deleted");
    else
        send(5, "");
}

} // namespace reel_sim::plex
