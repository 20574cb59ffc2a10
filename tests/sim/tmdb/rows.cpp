// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/rows.hpp"

#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/titles.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace reel_sim::tmdb
{
namespace
{

/// A film that nobody has a day for: the member is empty in some rows and missing in others.
void write_day(json_writer& out, std::string_view name, const work& w)
{
    if (w.released != undated || w.seed % 2)
        out.text(name, iso_date(w.released));
}

void write_movie(json_writer& out, const view& v, const work& w)
{
    const auto f = figures_of(w, v.today);
    out.flag("adult", w.adult);
    out.text_or_null("backdrop_path", picture(w.seed ^ 31));
    write_genre_ids(out, w);
    out.number("id", w.tmdb);
    out.text("original_language", w.language);
    out.text("original_title", original_title(w));
    out.text("overview", overview_of(v, w));
    out.thousandths("popularity", f.popularity);
    out.text_or_null("poster_path", picture(w.seed ^ 32));
    write_day(out, "release_date", w);
    out.flag("softcore", false);
    out.text("title", w.title);
    out.flag("video", false);
    out.thousandths("vote_average", f.vote_average);
    out.number("vote_count", f.votes);
}

void write_show(json_writer& out, const view& v, const work& w)
{
    const auto f = figures_of(w, v.today);
    out.flag("adult", w.adult);
    out.text_or_null("backdrop_path", picture(w.seed ^ 31));
    write_genre_ids(out, w);
    out.number("id", w.tmdb);
    write_country_codes(out, w);
    out.text("original_language", w.language);
    out.text("original_name", original_title(w));
    out.text("overview", overview_of(v, w));
    out.thousandths("popularity", f.popularity);
    out.text_or_null("poster_path", picture(w.seed ^ 32));
    write_day(out, "first_air_date", w);
    out.flag("softcore", false);
    out.text("name", w.title);
    out.thousandths("vote_average", f.vote_average);
    out.number("vote_count", f.votes);
}

} // namespace

void write_row(json_writer& out, const view& v, const work& w)
{
    w.kind == kind::movie ? write_movie(out, v, w) : write_show(out, v, w);
}

void write_mixed_row(json_writer& out, const view& v, const work& w)
{
    write_row(out, v, w);
    out.text("media_type", w.kind == kind::movie ? "movie" : "tv");
}

void write_person(json_writer& out, std::uint32_t id)
{
    const auto name = name_of_person(id);
    out.flag("adult", false);
    out.number("gender", gender_of_person(id));
    out.number("id", id);
    out.text("known_for_department", department_of_person(id));
    out.text("name", name);
    out.text("original_name", name);
    out.thousandths("popularity", popularity_of_person(id));
    out.text_or_null("profile_path", picture(mix(id)));
}

void write_known_for(json_writer& out, const view& v, std::uint32_t person)
{
    out.array("known_for");
    if (const auto found = v.known.people().find(person); found != v.known.people().end())
    {
        auto credits = found->second.credits;
        auto rank = [&](const credit& c) {
            return std::tuple{figures_of(v.world.works[c.work], v.today).popularity, c.work, c.order};
        };
        std::sort(credits.begin(), credits.end(), [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
        for (std::size_t n = 0; n < std::min<std::size_t>(3, credits.size()); ++n)
        {
            out.object();
            write_mixed_row(out, v, v.world.works[credits[n].work]);
            out.end();
        }
    }
    out.end();
}

std::string picture(std::uint64_t seed)
{
    random r{seed};
    if (r.one_in(9))
        return {};
    std::string path = "/";
    for (int n = 0; n < 27; ++n)
        path += "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[r.below(62)];
    return path += ".jpg";
}

std::string overview_of(const view& v, const work& w)
{
    const bool untranslated = v.language != "en" && w.seed % 4 == 0;
    const bool none = w.seed % 64 == 0;
    return untranslated || none ? std::string{} : details_of(w).summary;
}

std::string_view original_title(const work& w)
{
    return w.original_title.empty() ? w.title : w.original_title;
}

std::string credit_id(const work& w, std::uint32_t person)
{
    char text[32];
    std::snprintf(text, sizeof text, "%08x%016llx", static_cast<unsigned>(w.seed),
                  static_cast<unsigned long long>(mix(w.seed ^ person)));
    return text;
}

std::string character_of(const work& w, std::uint32_t person)
{
    const auto seed = mix(w.seed ^ (std::uint64_t{person} << 20));
    return seed % 15 ? numbered_name(static_cast<std::uint32_t>(seed % 2000)) : std::string{};
}

std::string imdb_id(std::uint32_t imdb)
{
    char text[16];
    std::snprintf(text, sizeof text, "tt%07u", imdb);
    return imdb ? text : "";
}

void write_genre_ids(json_writer& out, const work& w)
{
    out.array("genre_ids");
    for (const auto& g : genres_of(w))
        out.number({}, g.id);
    out.end();
}

void write_country_codes(json_writer& out, const work& w)
{
    out.array("origin_country");
    for (auto left = countries_of(w); !left.empty();)
    {
        const auto name = left.substr(0, left.find('|'));
        left.remove_prefix(std::min(left.size(), name.size() + 1));
        out.text({}, country_code(name));
    }
    out.end();
}

} // namespace reel_sim::tmdb
