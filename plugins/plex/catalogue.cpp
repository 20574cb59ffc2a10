// SPDX-License-Identifier: MIT
#include "plugins/plex/catalogue.hpp"

#include "plugins/plex/guid.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace reel_plex
{

namespace
{

namespace json = boost::json;

constexpr int highest_number = 65535;

std::string_view text_of(const json::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    const auto* text = found ? found->if_string() : nullptr;
    return text ? std::string_view{*text} : std::string_view{};
}

std::optional<std::int64_t> number_of(const json::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    const auto* number = found ? found->if_int64() : nullptr;
    return number && *number >= 0 ? std::optional{*number} : std::nullopt;
}

std::optional<std::uint64_t> id_of(const json::object& in, std::string_view name)
{
    const auto number = number_of(in, name).value_or(0);
    return number > 0 ? std::optional{static_cast<std::uint64_t>(number)} : std::nullopt;
}

int small_number_of(const json::object& in, std::string_view name)
{
    return static_cast<int>(std::min<std::int64_t>(number_of(in, name).value_or(0), highest_number));
}

std::optional<reel::date> date_of(const json::object& in, std::string_view name)
{
    const auto day = reel::parse_date(text_of(in, name).substr(0, 10));
    return day ? std::optional{*day} : std::nullopt;
}

/// Calls `take` with the objects of a list that have a number of that name.
template <class Take>
void for_each_numbered(const json::object& in, std::string_view list, std::string_view number, Take take)
{
    const auto* found = in.if_contains(list);
    const auto* rows = found ? found->if_array() : nullptr;
    if (!rows)
        return;
    for (const auto& row : *rows)
        if (const auto* object = row.if_object())
            if (const auto n = number_of(*object, number); n && *n <= highest_number)
                take(*object, static_cast<int>(*n));
}

/// Ascending, each number once.
template <class Numbered>
void put_in_order(std::vector<Numbered>& rows)
{
    std::ranges::sort(rows, {}, &Numbered::number);
    const auto repeated = std::ranges::unique(rows, {}, &Numbered::number);
    rows.erase(repeated.begin(), repeated.end());
    rows.shrink_to_fit();
}

void fill_dates(std::vector<catalogue_episode>& list)
{
    std::optional<reel::date> later;
    for (auto e = list.rbegin(); e != list.rend(); ++e)
    {
        if (!e->airs)
            e->airs = later;
        else if (!later || *e->airs < *later)
            later = e->airs;
    }
}

catalogue_season season_of(const json::object& from, int number)
{
    catalogue_season out;
    out.number = number;
    out.name = reel::shown(text_of(from, "name"));
    out.starts = date_of(from, "airDate");
    out.episodes = small_number_of(from, "episodes");
    out.aired = small_number_of(from, "aired");
    out.listed = from.contains("episodeList");
    for_each_numbered(from, "episodeList", "episode", [&](const json::object& row, int episode) {
        out.list.push_back({episode, date_of(row, "airDate"), reel::shown(text_of(row, "name"))});
    });
    put_in_order(out.list);
    fill_dates(out.list);
    if (out.listed)
        out.episodes = static_cast<int>(out.list.size());
    return out;
}

std::optional<bool> ended_by(std::string_view status)
{
    if (status.empty())
        return {};
    return status == "Ended" || status == "Canceled" || status == "Cancelled";
}

template <class Numbered>
const Numbered* find_in(const std::vector<Numbered>& rows, int number)
{
    const auto found = std::ranges::lower_bound(rows, number, {}, &Numbered::number);
    return found != rows.end() && found->number == number ? &*found : nullptr;
}

} // namespace

const catalogue_episode* catalogue_season::find(int wanted) const
{
    return find_in(list, wanted);
}

const catalogue_season* catalogue_show::find(int season) const
{
    return find_in(seasons, season);
}

std::size_t catalogue_show::memory_bytes() const
{
    std::size_t out = sizeof *this + seasons.capacity() * sizeof(catalogue_season);
    for (const auto& season : seasons)
    {
        out += season.list.capacity() * sizeof(catalogue_episode);
        for (const auto& episode : season.list)
            out += episode.name.size() > 15 ? episode.name.capacity() : 0; // shorter ones lie in the object
    }
    return out;
}

reel::result<catalogue_show> decode_catalogue(std::string_view text)
{
    boost::system::error_code ec;
    const auto document = json::parse(text, ec);
    const auto* answer = ec ? nullptr : document.if_object();
    if (!answer)
        return reel::error{reel::errc::validation, "the catalogue's answer is not a JSON object"};
    catalogue_show out;
    out.tmdb = id_of(*answer, "tmdbId");
    out.tvdb = id_of(*answer, "tvdbId");
    out.imdb = parse_imdb(text_of(*answer, "imdbId"));
    if (!out.tmdb && !out.tvdb && !out.imdb)
        return reel::error{reel::errc::upstream, "the catalogue does not know this show"};
    if (!answer->contains("seasons"))
        return reel::error{reel::errc::validation, "the catalogue's answer has no seasons"};
    out.ended = ended_by(text_of(*answer, "status"));
    if (const auto when = reel::parse_iso8601(text_of(*answer, "asOf")))
        out.as_of = *when;
    for_each_numbered(*answer, "seasons", "season",
                      [&](const json::object& row, int number) { out.seasons.push_back(season_of(row, number)); });
    put_in_order(out.seasons);
    return out;
}

} // namespace reel_plex
