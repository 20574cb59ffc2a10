// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/titles.hpp"
#include "tests/sim/plex/row_parts.hpp"

#include <algorithm>
#include <initializer_list>

namespace reel_sim::plex
{
namespace
{

constexpr std::string_view film_ratings[] = {"G", "PG", "PG-13", "R", "de/16"};
constexpr std::string_view show_ratings[] = {"TV-PG", "TV-14", "TV-MA"};
constexpr std::string_view countries[] = {"United States of America", "United Kingdom", "France", "Japan|Germany"};

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

void append_people(std::string& out, random& r, int n)
{
    out += '[';
    for (int p = 0; p < n; ++p)
        put(out, p ? "," : "", "{\"tag\":\"", invent_person(r), "\"}");
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

} // namespace

row_ends render_item(const catalogue& c, const item& i, std::string& out)
{
    const auto& work = c.work_of(i);
    const bool movie = work.kind == kind::movie;
    const auto title = c.title_of(i);
    const bool matched = i.guid != guid_style::local && i.guid != guid_style::none;
    random r{work.seed ^ 5};
    row_writer w{out};

    if (i.flaw == flaw::numeric_key)
        w.number(field::rating_key, i.key);
    else
        w.path(field::rating_key, i.key);
    w.path(field::key, "/library/metadata/", i.key, movie ? "" : "/children");
    append_guid(w.raw(field::guid) += '"', c, i);
    out += '"';
    if (i.guid == guid_style::plex)
        w.path(field::slug, slug_of(work.title, work.year));
    if (!i.edition.empty())
        w.text(field::edition_title, i.edition);
    if (matched)
        w.text(field::studio, invent_studio(r, work.kind));
    w.text(field::type, movie ? "movie" : "show");
    if (i.flaw != flaw::no_title)
        w.text(field::title, title);
    if (title.starts_with("The "))
        w.text(field::title_sort, title.substr(4));
    if (!work.original_title.empty() && work.original_title != title)
        w.text(field::original_title, work.original_title);
    if (matched)
        w.text(field::content_rating, movie ? r.pick(film_ratings) : r.pick(show_ratings));
    w.raw(field::summary) += '"';
    if (matched)
    {
        std::string prose;
        invent_summary(r, prose, movie ? r.between(3, 7) : r.between(6, 11));
        append_escaped(out, prose);
    }
    out += '"';
    if (!movie)
        w.number(field::index, 1);
    if (matched)
    {
        w.tenths(field::rating, r.between(31, 98));
        w.tenths(field::audience_rating, r.between(31, 98));
    }
    if (i.watched)
    {
        w.number(field::view_count, r.between(1, 6));
        w.number(field::last_viewed_at, std::min(c.now, i.added_at + r.between(1, 90) * 86'400));
    }
    if (i.flaw == flaw::text_year)
        w.path(field::year, work.year);
    else
        w.number(field::year, work.year);
    if (movie && matched)
        w.text(field::tagline, invent_tagline(r));
    w.path(field::thumb, "/library/metadata/", i.key, "/thumb/", i.updated_at);
    w.path(field::art, "/library/metadata/", i.key, "/art/", i.updated_at);
    if (!movie && matched)
        w.path(field::theme, "/library/metadata/", i.key, "/theme/", i.updated_at);
    const std::int64_t duration = work.minutes * 60'000LL + r.below(60'000);
    w.number(field::duration, duration);
    append_date(w.raw(field::originally_available_at) += '"', work.year, r);
    out += '"';
    if (!movie)
        write_show_counts(w, i);
    write_stamps(w, i);
    if (matched)
        w.text(field::audience_rating_image, "rottentomatoes://image.rating.upright");
    if (movie)
        w.text(field::chapter_source, "media");
    if (matched)
    {
        w.path(field::primary_extra_key, "/library/metadata/", i.key + 500'000'000u);
        w.text(field::rating_image, "rottentomatoes://image.rating.ripe");
    }
    if (i.flattened)
    {
        w.yes(field::skip_children);
        w.text(field::flatten_seasons, "1");
    }
    write_pictures(w, i.flaw == flaw::no_title ? std::string_view{} : title, i.key, i.updated_at, r);
    if (movie)
    {
        std::string file;
        put(file, "/srv/media/", c.find_section(i.section)->title, "/", work.title, " (", work.year, ")/", work.title,
            " (", work.year, ") - ", picture_of(i.resolution).name);
        auto& media = w.raw(field::media) += '[';
        append_media(media, i.key * 2, i.resolution, i.added_at, duration, file, i.split);
        if (i.two_versions)
        {
            media += ',';
            append_media(media, i.key * 2 + 1, i.resolution == resolution::uhd ? resolution::hd1080 : resolution::uhd,
                         i.added_at, duration, file + " - other", false);
        }
        media += ']';
    }
    if (matched)
    {
        append_tags(w.raw(field::genre), work.genres);
        append_tags(w.raw(field::country), r.pick(countries));
        if (i.guid == guid_style::plex)
            append_guids(w.raw(field::guids), i, work);
        if (movie)
        {
            auto& people = w.raw(field::director) += "[{\"tag\":\"";
            append_escaped(people, work.director.empty() ? invent_person(r) : std::string{work.director});
            people += "\"}]";
            append_people(w.raw(field::writer), r, r.between(1, 3));
        }
        append_people(w.raw(field::role), r, movie ? 3 : 8);
    }
    return w.finish();
}

} // namespace reel_sim::plex
