// SPDX-License-Identifier: MIT
// Rows of seasons and episodes. There are many and few ask, so they are rendered when somebody does.
#include "tests/sim/plex/row_parts.hpp"

namespace reel_sim::plex
{
namespace
{

void write_index(row_writer& w, field f, const item& show, int number)
{
    if (show.flaw == flaw::text_index)
        w.path(f, number);
    else
        w.number(f, number);
}

} // namespace

row_ends render_season(const catalogue& c, const item& show, const season& s, std::string& out)
{
    const auto& work = c.work_of(show);
    const auto seed = work.seed ^ (std::uint64_t{s.number} << 48);
    row_writer w{out};
    w.path(field::rating_key, s.key);
    w.path(field::key, "/library/metadata/", s.key, "/children");
    w.path(field::parent_rating_key, show.key);
    auto& guid = w.raw(field::guid) += '"';
    if (show.guid == guid_style::plex)
        append_plex_guid(guid, "season", seed);
    else
        put(guid, "local://", s.key);
    out += '"';
    append_guid(w.raw(field::parent_guid) += '"', c, show);
    out += '"';
    w.text(field::type, "season");
    if (s.number == 0)
        w.text(field::title, "Specials");
    else
        w.path(field::title, "Season ", s.number);
    w.path(field::parent_key, "/library/metadata/", show.key);
    w.text(field::parent_title, c.title_of(show));
    w.text(field::summary, "");
    write_index(w, field::index, show, s.number);
    w.number(field::parent_index, 1);
    if (s.watched)
        w.number(field::view_count, s.watched);
    w.number(field::parent_year, work.year);
    w.path(field::thumb, "/library/metadata/", s.key, "/thumb/", show.updated_at);
    w.path(field::art, "/library/metadata/", show.key, "/art/", show.updated_at);
    w.path(field::parent_thumb, "/library/metadata/", show.key, "/thumb/", show.updated_at);
    w.number(field::leaf_count, static_cast<std::int64_t>(s.episodes.size()));
    w.number(field::viewed_leaf_count, s.watched);
    write_stamps(w, show);
    if (show.guid == guid_style::plex)
        put(w.raw(field::guids), "[{\"id\":\"tmdb://", 300'000'000 + seed % 90'000'000, "\"}]");
    return w.finish();
}

row_ends render_episode(const catalogue& c, const item& show, const season& s, const episode& e, std::string& out)
{
    const auto& work = c.work_of(show);
    const auto [season_number, number] = in_catalogue(work, show.ordering, s.number, e.number);
    const auto seed = episode_seed(work, season_number, number);
    const auto more = episode_details_of(work, season_number, number);
    row_writer w{out};
    w.path(field::rating_key, e.key);
    w.path(field::key, "/library/metadata/", e.key);
    if (!show.flattened)
        w.path(field::parent_rating_key, s.key);
    w.path(field::grandparent_rating_key, show.key);
    auto& guid = w.raw(field::guid) += '"';
    if (show.guid == guid_style::plex)
        append_plex_guid(guid, "episode", seed);
    else
        put(guid, "local://", e.key);
    out += '"';
    append_guid(w.raw(field::grandparent_guid) += '"', c, show);
    out += '"';
    w.text(field::type, "episode");
    w.text(field::title, more.title);
    w.path(field::grandparent_key, "/library/metadata/", show.key);
    if (!show.flattened)
        w.path(field::parent_key, "/library/metadata/", s.key);
    w.text(field::grandparent_title, c.title_of(show));
    if (s.number == 0)
        w.text(field::parent_title, "Specials");
    else
        w.path(field::parent_title, "Season ", s.number);
    w.text(field::summary, more.summary);
    write_index(w, field::index, show, e.number);
    write_index(w, field::parent_index, show, s.number);
    w.tenths(field::audience_rating, more.audience);
    if (&e - s.episodes.data() < s.watched)
        w.number(field::view_count, 1);
    if (more.aired)
        w.number(field::year, more.aired->year);
    w.path(field::thumb, "/library/metadata/", e.key, "/thumb/", show.updated_at);
    w.path(field::art, "/library/metadata/", show.key, "/art/", show.updated_at);
    w.path(field::grandparent_thumb, "/library/metadata/", show.key, "/thumb/", show.updated_at);
    const std::int64_t duration = work.minutes * 60'000LL;
    w.number(field::duration, duration);
    write_date(w, more.aired);
    write_stamps(w, show);
    if (show.flattened)
        w.yes(field::skip_parent);
    std::string file;
    put(file, "/srv/media/", c.find_section(show.section)->title, "/", work.title, "/Season ", s.number, "/S", s.number,
        "E", e.number);
    auto& media = w.raw(field::media) += '[';
    append_media(media, e.key, show.resolution, show.added_at, duration, file, false);
    media += ']';
    if (show.guid == guid_style::plex)
        put(w.raw(field::guids), "[{\"id\":\"tvdb://", 300'000'000 + seed % 90'000'000, "\"}]");
    return w.finish();
}

} // namespace reel_sim::plex
