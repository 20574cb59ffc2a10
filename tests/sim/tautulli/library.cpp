// SPDX-License-Identifier: MIT
// The commands that ask Plex: libraries, an item, what was added last. Everything is a string, as Plex's XML has it.
#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/plex/row.hpp"
#include "tests/sim/tautulli/commands.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <algorithm>
#include <tuple>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

std::string_view kind_of(const catalogue& c, const place& p)
{
    return p.episode >= 0                                   ? "episode"
           : p.season >= 0                                  ? "season"
           : c.work_of(c.items[p.item]).kind == kind::movie ? "movie"
                                                            : "show";
}

subject season_subject(const catalogue& c, const place& p)
{
    const auto& i = c.items[p.item];
    const auto& s = i.seasons[static_cast<std::size_t>(p.season)];
    subject out = describe(c, place{p.item, -1, -1});
    out.parent_title = out.title;
    out.title = s.number == 0 ? "Specials" : "Season " + std::to_string(s.number);
    out.parent = i.key;
    out.key = s.key;
    out.index = s.number;
    out.original_title.clear();
    out.rating.clear();
    out.year = 0;
    return out;
}

subject any_subject(const catalogue& c, const place& p)
{
    return p.season >= 0 && p.episode < 0 ? season_subject(c, p) : describe(c, p);
}

json::array names(std::string_view list)
{
    json::array out;
    while (!list.empty())
    {
        const auto one = list.substr(0, list.find('|'));
        out.emplace_back(one);
        list.remove_prefix(std::min(list.size(), one.size() + 1));
    }
    return out;
}

json::array guids(const work& w)
{
    json::array out;
    char imdb[32];
    std::snprintf(imdb, sizeof imdb, "imdb://tt%07u", w.imdb);
    if (w.imdb)
        out.emplace_back(imdb);
    if (w.tmdb)
        out.emplace_back("tmdb://" + std::to_string(w.tmdb));
    if (w.tvdb)
        out.emplace_back("tvdb://" + std::to_string(w.tvdb));
    return out;
}

json::object metadata(const catalogue& c, const place& p)
{
    const auto s = any_subject(c, p);
    const auto& i = c.items[p.item];
    const auto& w = c.work_of(i);
    const auto d = details_of(w);
    const auto* section = c.find_section(i.section);
    json::array cast;
    for (const auto& name : d.cast)
        cast.emplace_back(name);
    json::object o{{"media_type", kind_of(c, p)},
                   {"section_id", std::to_string(i.section)},
                   {"library_name", section->title},
                   {"rating_key", std::to_string(s.key)},
                   {"parent_rating_key", text_or_empty(s.parent)},
                   {"grandparent_rating_key", text_or_empty(s.grandparent)},
                   {"title", s.title},
                   {"parent_title", s.parent_title},
                   {"grandparent_title", s.grandparent_title},
                   {"original_title", s.original_title},
                   {"full_title", s.full_title()},
                   {"edition_title", i.edition},
                   {"media_index", text_or_empty(s.index, -1)},
                   {"parent_media_index", text_or_empty(s.parent_index, -1)},
                   {"studio", d.studio},
                   {"content_rating", s.content_rating},
                   {"summary", d.summary},
                   {"tagline", d.tagline},
                   {"rating", s.rating},
                   {"duration", std::to_string(s.seconds * std::int64_t{1000})},
                   {"year", text_or_empty(s.year)},
                   {"thumb", picture(s.key, "thumb")},
                   {"parent_thumb", picture(s.parent, "thumb")},
                   {"grandparent_thumb", picture(s.grandparent, "thumb")},
                   {"art", picture(i.key, "art")},
                   {"originally_available_at", s.released},
                   {"added_at", std::to_string(i.added_at)},
                   {"updated_at", std::to_string(i.updated_at)},
                   {"last_viewed_at", ""},
                   {"guid", s.guid},
                   {"directors", names(d.director)},
                   {"actors", std::move(cast)},
                   {"genres", names(w.genres)},
                   {"labels", json::array{}},
                   {"collections", json::array{}},
                   {"guids", p.season < 0 ? guids(w) : json::array{}},
                   {"grandparent_guids", p.episode >= 0 ? guids(w) : json::array{}},
                   {"live", 0}};
    return o;
}

json::object library_row(const section& s, std::size_t items, std::size_t seasons, std::size_t episodes)
{
    json::object o{{"section_id", std::to_string(s.key)},
                   {"section_name", s.title},
                   {"section_type", s.type},
                   {"agent", s.agent},
                   {"thumb", "/:/resources/" + s.type + ".png"},
                   {"art", "/:/resources/" + s.type + "-fanart.jpg"},
                   {"count", std::to_string(items)},
                   {"is_active", 1}};
    if (s.type != "movie")
    {
        o["parent_count"] = std::to_string(seasons);
        o["child_count"] = std::to_string(episodes);
    }
    return o;
}

} // namespace

json::value get_libraries(const catalogue& c)
{
    json::array out;
    for (const auto& s : c.sections)
    {
        std::size_t items = 0, seasons = 0, episodes = 0;
        for (const auto& i : c.items)
            if (i.section == s.key && !i.removed)
            {
                ++items;
                seasons += i.seasons.size();
                episodes += episode_count(i);
            }
        out.push_back(s.type == "artist" ? library_row(s, 3, 5, 30) : library_row(s, items, seasons, episodes));
    }
    return out;
}

json::value get_metadata(const catalogue& c, const arguments& args)
{
    const auto key = parse_number(args.find("rating_key"));
    const auto found = key ? c.find(*key) : std::nullopt;
    return found ? metadata(c, *found) : json::object{};
}

/// Films, and of shows the newest season. Without `count` there is nothing.
json::value get_recently_added(const catalogue& c, const arguments& args)
{
    const auto type = args.text("media_type"), section = args.text("section_id");
    std::vector<std::uint32_t> those;
    for (std::uint32_t n = 0; n < c.items.size(); ++n)
    {
        const auto& i = c.items[n];
        const bool movie = c.work_of(i).kind == kind::movie;
        if ((type.empty() || (type == "movie") == movie) && (section.empty() || parse_number(section) == i.section) &&
            (movie || !i.seasons.empty()) && c.visible(i))
            those.push_back(n);
    }
    auto newest = [&](auto n) { return std::tuple{c.items[n].added_at, n}; };
    std::sort(those.begin(), those.end(), [&](auto a, auto b) { return newest(a) > newest(b); });
    json::array out;
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, args.integer("count", 0)));
    for (auto n = static_cast<std::size_t>(args.integer("start", 0)); n < those.size() && out.size() < count; ++n)
    {
        const auto& i = c.items[those[n]];
        const auto last = static_cast<std::int32_t>(i.seasons.size()) - 1;
        auto o = metadata(c, {those[n], last, -1});
        o["child_count"] = last < 0 ? "" : std::to_string(i.seasons.back().episodes.size());
        out.push_back(std::move(o));
    }
    return json::object{{"recently_added", std::move(out)}};
}

} // namespace reel_sim::tautulli
