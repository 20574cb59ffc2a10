// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/discover.hpp"

#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <reel/time.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace reel_sim::tmdb
{
namespace
{

/// "28,12": all of them; "28|12": any of them.
class id_list
{
public:
    explicit id_list(std::optional<std::string_view> text)
    {
        auto left = text.value_or("");
        any_ = left.find('|') != left.npos;
        while (!left.empty())
        {
            const auto one = left.substr(0, left.find_first_of(",|"));
            left.remove_prefix(std::min(left.size(), one.size() + 1));
            if (const auto id = parse_number(std::optional{one}))
                ids_.push_back(*id);
        }
    }
    bool empty() const { return ids_.empty(); }
    template <class Has>
    bool fits(Has has) const
    {
        return any_ ? std::any_of(ids_.begin(), ids_.end(), has) : std::all_of(ids_.begin(), ids_.end(), has);
    }

    template <class Has>
    bool avoids(Has has) const
    {
        return std::none_of(ids_.begin(), ids_.end(), has);
    }

private:
    std::vector<std::uint32_t> ids_;
    bool any_ = false;
};

auto among(const std::vector<named_id>& list)
{
    return [&list](std::uint32_t id) {
        return std::any_of(list.begin(), list.end(), [&](const named_id& g) { return g.id == id; });
    };
}

auto among(const std::vector<std::uint32_t>& list)
{
    return [&list](std::uint32_t id) { return std::find(list.begin(), list.end(), id) != list.end(); };
}

std::vector<std::uint32_t> crew_of(const work& w)
{
    auto people = writers_of(w);
    people.push_back(director_of(w));
    return people;
}

struct filter
{
    explicit filter(const request& req) : req_{req} {}

    std::optional<std::int64_t> number(std::string_view name) const
    {
        return parse_number<std::int64_t>(req_.argument(name));
    }
    /// "7.5" in thousandths.
    std::optional<std::int64_t> thousandths(std::string_view name) const
    {
        const auto text = req_.argument(name);
        if (!text || text->empty())
            return std::nullopt;
        return static_cast<std::int64_t>(std::strtod(std::string{*text}.c_str(), nullptr) * 1000 + 0.5);
    }
    id_list ids(std::string_view name) const { return id_list{req_.argument(name)}; }
    std::string_view text(std::string_view name) const { return req_.argument(name).value_or(""); }

private:
    const request& req_;
};

struct wanted
{
    wanted(const request& req, kind k)
        : f{req},
          genres{f.ids("with_genres")},
          without_genres{f.ids("without_genres")},
          keywords{f.ids("with_keywords")},
          without_keywords{f.ids("without_keywords")},
          providers{f.ids("with_watch_providers")},
          people{f.ids("with_people")},
          cast{f.ids("with_cast")},
          crew{f.ids("with_crew")},
          language{f.text("with_original_language")},
          region{f.text("watch_region")},
          least_rating{f.thousandths("vote_average.gte")},
          most_rating{f.thousandths("vote_average.lte")},
          least_votes{f.number("vote_count.gte")},
          least_minutes{f.number("with_runtime.gte")},
          most_minutes{f.number("with_runtime.lte")},
          adult{f.text("include_adult") == "true"},
          year{f.number(k == kind::movie ? "primary_release_year" : "first_air_date_year")}
    {
        if (!year && k == kind::movie)
            year = f.number("year");
    }

    filter f;
    id_list genres, without_genres, keywords, without_keywords, providers, people, cast, crew;
    std::string_view language, region;
    std::optional<std::int64_t> least_rating, most_rating, least_votes, least_minutes, most_minutes;
    bool adult;
    std::optional<std::int64_t> year;
    std::optional<day_number> from, until;
};

bool dates_fit(const wanted& want, const work& w)
{
    if (!want.from && !want.until && !want.year)
        return true;
    const auto day = date_of(w.released);
    return day && (!want.from || w.released >= *want.from) && (!want.until || w.released <= *want.until) &&
           (!want.year || day->year == *want.year);
}

bool tags_fit(const wanted& want, const work& w)
{
    if (!want.genres.empty() || !want.without_genres.empty())
    {
        const auto have = genres_of(w);
        const auto has = among(have);
        if (!want.genres.fits(has) || !want.without_genres.avoids(has))
            return false;
    }
    if (want.keywords.empty() && want.without_keywords.empty())
        return true;
    const auto have = keywords_of(w);
    const auto has = among(have);
    return want.keywords.fits(has) && want.without_keywords.avoids(has);
}

bool people_fit(const wanted& want, const work& w)
{
    if (w.kind == kind::show || (want.people.empty() && want.cast.empty() && want.crew.empty()))
        return true;
    const auto cast = cast_of(w), crew = crew_of(w);
    const auto plays = among(cast), works = among(crew);
    return want.cast.fits(plays) && want.crew.fits(works) &&
           want.people.fits([&](auto id) { return plays(id) || works(id); });
}

bool offer_fits(const wanted& want, const work& w)
{
    if (want.providers.empty() || want.region.empty())
        return true;
    auto o = offers_of(w, want.region);
    for (const auto* more : {&o.rent, &o.buy})
        o.flatrate.insert(o.flatrate.end(), more->begin(), more->end());
    return want.providers.fits(among(o.flatrate));
}

bool figures_fit(const wanted& want, const work& w, const figures& f)
{
    return (!want.least_rating || f.vote_average >= *want.least_rating) &&
           (!want.most_rating || f.vote_average <= *want.most_rating) &&
           (!want.least_votes || f.votes >= *want.least_votes) &&
           (!want.least_minutes || w.minutes >= *want.least_minutes) &&
           (!want.most_minutes || w.minutes <= *want.most_minutes);
}

/// By what it is sorted; INT64_MIN when nobody knows.
std::int64_t rank(std::string_view by, const work& w, const figures& f)
{
    if (by == "vote_average")
        return f.vote_average;
    if (by == "vote_count")
        return f.votes;
    if (by == "primary_release_date" || by == "release_date" || by == "first_air_date")
        return w.released == undated ? INT64_MIN : w.released;
    return f.popularity;
}

/// False for a day that is none.
bool take_day(const request& req, std::string_view name, std::optional<day_number>& out)
{
    const auto text = req.argument(name);
    if (!text || text->empty())
        return true;
    out = parse_day(*text);
    return out.has_value();
}

} // namespace

std::optional<day_number> parse_day(std::string_view text)
{
    const auto day = reel::parse_date(text);
    if (!day)
        return std::nullopt;
    return static_cast<day_number>(std::chrono::sys_days{*day}.time_since_epoch().count());
}

std::optional<std::vector<std::uint32_t>> discover(const view& v, kind k, const request& req)
{
    wanted want{req, k};
    const std::string day = k == kind::movie ? "primary_release_date" : "first_air_date";
    bool dates = take_day(req, day + ".gte", want.from) && take_day(req, day + ".lte", want.until);
    if (k == kind::movie && !want.from && !want.until)
        dates = dates && take_day(req, "release_date.gte", want.from) && take_day(req, "release_date.lte", want.until);
    if (!dates)
        return std::nullopt;

    auto sort = req.argument("sort_by").value_or("popularity.desc");
    const bool ascending = sort.ends_with(".asc");
    sort = sort.substr(0, sort.find('.'));
    std::vector<std::pair<std::int64_t, std::uint32_t>> found;
    for (std::uint32_t n = 0; n < v.world.works.size(); ++n)
    {
        const auto& w = v.world.works[n];
        if (w.kind != k || !w.known_to_providers || (w.adult && !want.adult) || !dates_fit(want, w) ||
            (!want.language.empty() && w.language != want.language))
            continue;
        const auto f = figures_of(w, v.today);
        if (figures_fit(want, w, f) && tags_fit(want, w) && people_fit(want, w) && offer_fits(want, w))
            found.emplace_back(rank(sort, w, f), n);
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        if (a.first == b.first)
            return a.second < b.second;
        if (a.first == INT64_MIN || b.first == INT64_MIN)
            return a.first > b.first; // unknown days come last, whichever way
        return ascending ? a.first < b.first : a.first > b.first;
    });
    std::vector<std::uint32_t> out;
    out.reserve(found.size());
    for (const auto& [by, n] : found)
        out.push_back(n);
    return out;
}

} // namespace reel_sim::tmdb
