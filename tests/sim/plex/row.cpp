// SPDX-License-Identifier: MIT
#include "tests/sim/plex/row_parts.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace reel_sim::plex
{
namespace
{

void append_guids(std::string& out, const item& i, const work& w)
{
    out += "[{\"id\":\"imdb://";
    append_imdb(out, w.imdb);
    if (i.flaw == flaw::two_tmdb_ids)
        put(out, "\"},{\"id\":\"tmdb://", w.tmdb + 1);
    put(out, "\"},{\"id\":\"tmdb://", w.tmdb, "\"},{\"id\":\"tvdb://", w.tvdb, "\"}]");
}

void append_tags(std::string& out, std::string_view separated)
{
    out += '[';
    while (!separated.empty())
    {
        const auto tag = separated.substr(0, separated.find('|'));
        separated.remove_prefix(std::min(separated.size(), tag.size() + 1));
        put(out, "{\"tag\":\"", tag, separated.empty() ? "\"}" : "\"},");
    }
    out += ']';
}

void append_people(std::string& out, std::span<const std::string> names)
{
    out += '[';
    for (const auto& name : names)
    {
        out += &name == names.data() ? "{\"tag\":\"" : ",{\"tag\":\"";
        append_escaped(out, name);
        out += "\"}";
    }
    out += ']';
}

void write_pictures(row_writer& w, std::string_view title, std::uint32_t key, std::int64_t updated_at, random& r)
{
    auto& out = w.raw(field::image);
    auto picture = [&](std::string_view type, std::string_view name, std::string_view separator) {
        out += separator;
        out += "{\"alt\":\"";
        append_escaped(out, title);
        put(out, "\",\"type\":\"", type, "\",\"url\":\"/library/metadata/", key, "/", name, "/", updated_at, "\"}");
    };
    out += '[';
    picture("coverPoster", "thumb", "");
    picture("background", "art", ",");
    picture("clearLogo", "clearLogo", ",");
    out += ']';
    auto& colours = w.raw(field::ultra_blur_colors);
    colours += '{';
    for (auto corner : {"\"topLeft\":\"", "\",\"topRight\":\"", "\",\"bottomRight\":\"", "\",\"bottomLeft\":\""})
    {
        colours += corner;
        append_hex(colours, r.next(), 6);
    }
    colours += "\"}";
}

std::string slug_of(std::string_view title, int year)
{
    std::string slug;
    for (char c : title)
    {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            slug += c;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    put(slug, slug.empty() || slug.back() == '-' ? "" : "-", year);
    return slug;
}

void write_show_counts(row_writer& w, const item& i)
{
    std::int64_t watched = 0;
    std::int64_t regular = 0;
    for (const auto& s : i.seasons)
    {
        watched += s.watched;
        regular += s.number > 0;
    }
    w.number(field::leaf_count, static_cast<std::int64_t>(episode_count(i)));
    w.number(field::viewed_leaf_count, watched);
    w.number(field::child_count, static_cast<std::int64_t>(i.seasons.size()));
    w.number(field::season_count, regular);
}

/// What every part of a row looks at.
struct subject
{
    const catalogue& world;
    const item& i;
    const work& of;
    bool movie;
    bool matched;
    std::string_view title;
    details more; ///< empty when nobody knows what it is
    std::int64_t duration;
};

void write_names(row_writer& w, const subject& s)
{
    if (s.i.flaw == flaw::numeric_key)
        w.number(field::rating_key, s.i.key);
    else
        w.path(field::rating_key, s.i.key);
    w.path(field::key, "/library/metadata/", s.i.key, s.movie ? "" : "/children");
    auto& guid = w.raw(field::guid) += '"';
    append_guid(guid, s.world, s.i);
    guid += '"';
    if (s.i.guid == guid_style::plex)
        w.path(field::slug, slug_of(s.of.title, s.of.year));
    if (!s.i.edition.empty())
        w.text(field::edition_title, s.i.edition);
    if (s.matched)
        w.text(field::studio, s.more.studio);
    w.text(field::type, s.movie ? "movie" : "show");
    if (s.i.flaw != flaw::no_title)
        w.text(field::title, s.title);
    if (s.title.starts_with("The "))
        w.text(field::title_sort, s.title.substr(4));
    if (!s.of.original_title.empty() && s.of.original_title != s.title)
        w.text(field::original_title, s.of.original_title);
}

void write_description(row_writer& w, const subject& s, random& r)
{
    if (s.matched)
        w.text(field::content_rating, s.more.content_rating);
    w.text(field::summary, s.more.summary);
    if (!s.movie)
        w.number(field::index, 1);
    if (s.matched)
    {
        w.tenths(field::rating, s.more.critics);
        w.tenths(field::audience_rating, s.more.audience);
    }
    if (s.i.watched)
    {
        w.number(field::view_count, r.between(1, 6));
        w.number(field::last_viewed_at, std::min(s.world.now, s.i.added_at + r.between(1, 90) * 86'400));
    }
    if (s.i.flaw == flaw::text_year)
        w.path(field::year, s.of.year);
    else
        w.number(field::year, s.of.year);
    if (s.movie && s.matched)
        w.text(field::tagline, s.more.tagline);
}

void write_facts(row_writer& w, const subject& s, random& r)
{
    const auto& i = s.i;
    w.path(field::thumb, "/library/metadata/", i.key, "/thumb/", i.updated_at);
    w.path(field::art, "/library/metadata/", i.key, "/art/", i.updated_at);
    if (!s.movie && s.matched)
        w.path(field::theme, "/library/metadata/", i.key, "/theme/", i.updated_at);
    w.number(field::duration, s.duration);
    if (s.matched)
        write_date(w, s.more.released);
    if (!s.movie)
        write_show_counts(w, i);
    write_stamps(w, i);
    if (s.matched)
        w.text(field::audience_rating_image, "rottentomatoes://image.rating.upright");
    if (s.movie)
        w.text(field::chapter_source, "media");
    if (s.matched)
    {
        w.path(field::primary_extra_key, "/library/metadata/", i.key + 500'000'000u);
        w.text(field::rating_image, "rottentomatoes://image.rating.ripe");
    }
    if (i.flattened)
    {
        w.yes(field::skip_children);
        w.text(field::flatten_seasons, "1");
    }
    if (i.ordering != ordering::library)
        w.text(field::show_ordering, i.ordering == ordering::absolute ? "absolute" : "tvdbAbsolute");
    write_pictures(w, i.flaw == flaw::no_title ? std::string_view{} : s.title, i.key, i.updated_at, r);
}

void write_media(row_writer& w, const subject& s)
{
    const auto& i = s.i;
    std::string file;
    put(file, "/srv/media/", s.world.find_section(i.section)->title, "/", s.of.title, " (", s.of.year, ")/", s.of.title,
        " (", s.of.year, ") - ", picture_of(i.resolution).name);
    auto& media = w.raw(field::media) += '[';
    append_media(media, i.key * 2, i.resolution, i.added_at, s.duration, file, i.split);
    if (i.two_versions)
    {
        media += ',';
        append_media(media, i.key * 2 + 1, i.resolution == resolution::uhd ? resolution::hd1080 : resolution::uhd,
                     i.added_at, s.duration, file + " - other", false);
    }
    media += ']';
}

void write_tags(row_writer& w, const subject& s)
{
    append_tags(w.raw(field::genre), s.of.genres);
    append_tags(w.raw(field::country), s.more.countries);
    if (s.i.guid == guid_style::plex)
        append_guids(w.raw(field::guids), s.i, s.of);
    if (s.movie)
    {
        append_people(w.raw(field::director), {&s.more.director, 1});
        append_people(w.raw(field::writer), s.more.writers);
    }
    append_people(w.raw(field::role), std::span{s.more.cast}.first(s.movie ? 3 : 8)); // listings name three of a film
}

} // namespace

row_ends render_item(const catalogue& c, const item& i, std::string& out)
{
    const auto& work = c.work_of(i);
    const bool matched = i.guid != guid_style::local && i.guid != guid_style::none;
    random r{work.seed ^ i.key};
    const subject s{.world = c,
                    .i = i,
                    .of = work,
                    .movie = work.kind == kind::movie,
                    .matched = matched,
                    .title = c.title_of(i),
                    .more = matched ? details_of(work) : details{},
                    .duration = work.minutes * 60'000LL + r.below(60'000)};
    row_writer w{out};
    write_names(w, s);
    write_description(w, s, r);
    write_facts(w, s, r);
    if (s.movie)
        write_media(w, s);
    if (matched)
        write_tags(w, s);
    return w.finish();
}

} // namespace reel_sim::plex
