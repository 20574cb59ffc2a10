// SPDX-License-Identifier: MIT
#include "plugins/tmdb/decoder.hpp"
#include "plugins/tmdb/json.hpp"
#include "plugins/tmdb/rows.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace reel_tmdb
{

namespace json = boost::json;

namespace
{

constexpr std::size_t most_cast = 10;
constexpr int most_seasons = 2000; // numbered by years at worst

void add_names(const json::object& in, std::string_view list, std::vector<std::string>& out)
{
    for_each(in, list, [&](const json::object& row) {
        if (auto name = text_of(row, "name"); !name.empty() && std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(std::move(name));
    });
}

void add_offers(const json::object& in, std::string_view list, std::vector<named>& out)
{
    for_each(in, list, [&](const json::object& row) {
        auto one = named_of(row);
        const bool known = std::any_of(out.begin(), out.end(), [&](const named& n) { return n.id == one.id; });
        if (one.id > 0 && !one.name.empty() && !known)
            out.push_back(std::move(one));
    });
}

offers offers_of(const json::object& from, std::string_view region)
{
    offers out;
    const auto* all = child(from, "watch/providers");
    const auto* countries = all ? child(*all, "results") : nullptr;
    const auto* here = countries ? child(*countries, region) : nullptr;
    if (!here)
        return out;
    for (const auto* list : {"flatrate", "free", "ads"})
        add_offers(*here, list, out.stream);
    add_offers(*here, "rent", out.rent);
    add_offers(*here, "buy", out.buy);
    return out;
}

std::string certificate_of(const json::object& from, std::string_view region)
{
    std::string out;
    const auto take = [&](const json::object& row, std::string_view name) {
        if (auto said = text_of(row, name, 20); out.empty())
            out = std::move(said);
    };
    if (const auto* ratings = child(from, "content_ratings")) // of shows
        for_each(*ratings, "results", [&](const json::object& country) {
            if (text_of(country, "iso_3166_1") == region)
                take(country, "rating");
        });
    if (const auto* releases = child(from, "release_dates")) // of films
        for_each(*releases, "results", [&](const json::object& country) {
            if (text_of(country, "iso_3166_1") == region)
                for_each(country, "release_dates", [&](const json::object& one) { take(one, "certification"); });
        });
    return out;
}

void add_people(const json::object& from, details& out)
{
    const auto* credits = child(from, "credits");
    if (credits)
    {
        for_each(*credits, "cast", [&](const json::object& row) {
            cast_member one{text_of(row, "name"), text_of(row, "character")};
            if (!one.name.empty() && out.cast.size() < most_cast)
                out.cast.push_back(std::move(one));
        });
        for_each(*credits, "crew", [&](const json::object& row) {
            if (!is_show(out) && text_of(row, "job") == "Director")
                if (auto name = text_of(row, "name"); !name.empty())
                    out.makers.push_back(std::move(name));
        });
    }
    add_names(from, "created_by", out.makers);
}

void add_keywords(const json::object& from, details& out)
{
    if (const auto* all = child(from, "keywords"))
        for (const auto* list : {"keywords", "results"}) // of films, of shows
            for_each(*all, list, [&](const json::object& row) { out.keywords.push_back(number_of(row, "id")); });
}

int runtime_of(const json::object& from)
{
    if (const auto minutes = count_of(from, "runtime"))
        return minutes;
    if (const auto* list = from.if_contains("episode_run_time"); list && list->is_array())
        for (const auto& minutes : list->get_array())
            if (const auto* number = minutes.if_int64(); number && *number > 0 && *number < 10'000)
                return static_cast<int>(*number);
    if (const auto* last = child(from, "last_episode_to_air"))
        return count_of(*last, "runtime");
    return 0;
}

/// Nothing when it has no number: 0 is one.
std::optional<int> numbered(const json::object& row, std::string_view name)
{
    const auto* value = row.if_contains(name);
    const auto number = number_of(row, name);
    if (!value || value->is_null() || (number == 0 && text_of(row, name) != "0") || number < 0 || number > 100'000)
        return std::nullopt;
    return static_cast<int>(number);
}

std::optional<episode> episode_of(const json::object& row)
{
    const auto number = numbered(row, "episode_number");
    if (!number)
        return std::nullopt;
    return episode{*number, text_of(row, "name"), date_of(row, "air_date")};
}

std::optional<season> season_of(const json::object& row)
{
    const auto number = numbered(row, "season_number");
    if (!number || *number > most_seasons + 1000)
        return std::nullopt;
    season out{*number, text_of(row, "name"), date_of(row, "air_date"), count_of(row, "episode_count")};
    for_each(row, "episodes", [&](const json::object& one) {
        if (auto read = episode_of(one))
            out.episodes.push_back(std::move(*read));
    });
    std::ranges::sort(out.episodes, {}, &episode::number);
    const auto twice = std::unique(out.episodes.begin(), out.episodes.end(),
                                   [](const episode& a, const episode& b) { return a.number == b.number; });
    out.episodes.erase(twice, out.episodes.end());
    return out;
}

std::vector<season> appended_seasons(const json::object& from)
{
    std::vector<season> out;
    for (const auto& [name, value] : from)
        if (std::string_view{name}.starts_with("season/"))
            if (const auto* row = value.if_object())
                if (auto one = season_of(*row))
                    out.push_back(std::move(*one));
    return out;
}

void add_seasons(const json::object& from, details& out)
{
    std::vector<season> listed;
    for_each(from, "seasons", [&](const json::object& row) {
        if (auto one = season_of(row))
            listed.push_back(std::move(*one));
    });
    merge_seasons(out.seasons, std::move(listed));
    merge_seasons(out.seasons, appended_seasons(from));
    if (const auto* next = child(from, "next_episode_to_air"))
        if (auto one = episode_of(*next))
            out.next = next_episode{numbered(*next, "season_number").value_or(0), std::move(*one)};
}

} // namespace

void merge_seasons(std::vector<season>& into, std::vector<season> read)
{
    std::map<int, season> all;
    for (auto& one : into)
        all.emplace(one.number, std::move(one));
    for (auto& one : read)
    {
        auto& kept = all.try_emplace(one.number, season{one.number, {}, {}, 0}).first->second;
        if (!one.name.empty())
            kept.name = std::move(one.name);
        if (one.aired)
            kept.aired = one.aired;
        if (!one.episodes.empty())
            kept.episodes = std::move(one.episodes);
        kept.announced = std::max({kept.announced, one.announced, static_cast<int>(kept.episodes.size())});
    }
    into.clear();
    for (auto& [number, one] : all)
        into.push_back(std::move(one));
}

reel::result<std::vector<season>> decode_appended_seasons(std::string_view body)
{
    const auto object = object_of(body);
    if (!object)
        return object.error();
    return appended_seasons(*object);
}

reel::result<details> decode_details(std::string_view body, kind what, std::string_view region)
{
    const auto object = object_of(body);
    if (!object)
        return object.error();
    auto base = title_of(*object, what);
    if (!base)
        return reel::error{reel::errc::validation, "it has no id or no title"};
    details out;
    static_cast<title&>(out) = std::move(*base);
    out.kind = what;
    out.ids = ids_of(*object);
    if (const auto* ids = child(*object, "external_ids"))
        out.ids = ids_of(*ids);
    out.status = text_of(*object, "status", 60);
    for_each(*object, "genres", [&](const json::object& row) {
        if (const auto one = named_of(row); one.id > 0 && !one.name.empty())
        {
            out.genres.push_back(static_cast<int>(std::min<std::int64_t>(one.id, 1'000'000'000)));
            out.genre_names.push_back(one.name);
        }
    });
    add_keywords(*object, out);
    out.runtime = runtime_of(*object);
    out.certificate = certificate_of(*object, region);
    add_people(*object, out);
    add_names(*object, "networks", out.networks);
    out.watch = offers_of(*object, region);
    if (const auto* collection = child(*object, "belongs_to_collection"))
        if (auto one = named_of(*collection); one.id > 0 && !one.name.empty())
            out.collection = std::move(one);
    if (what == kind::show)
        add_seasons(*object, out);
    return out;
}

} // namespace reel_tmdb
