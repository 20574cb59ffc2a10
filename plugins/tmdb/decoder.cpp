// SPDX-License-Identifier: MIT
#include "plugins/tmdb/decoder.hpp"

#include "plugins/tmdb/json.hpp"
#include "plugins/tmdb/rows.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace reel_tmdb
{

namespace json = boost::json;

namespace
{

constexpr int last_page = 500;
constexpr std::size_t longest_overview = 2000;

std::string first_text(const json::object& in, std::string_view name, std::string_view otherwise)
{
    auto out = text_of(in, name);
    return out.empty() ? text_of(in, otherwise) : out;
}

std::optional<kind> kind_of(const json::object& row, std::optional<kind> assumed)
{
    const auto said = text_of(row, "media_type");
    if (said.empty())
        return assumed;
    return said == "movie" ? std::optional{kind::movie} : said == "tv" ? std::optional{kind::show} : std::nullopt;
}

} // namespace

std::optional<title> title_of(const json::object& row, std::optional<kind> assumed)
{
    const auto what = kind_of(row, assumed);
    const auto* adult = row.if_contains("adult");
    if (!what || (adult && adult->is_bool() && adult->get_bool()))
        return std::nullopt;
    title out;
    out.kind = *what;
    out.id = number_of(row, "id");
    out.name = first_text(row, "title", "name");
    out.original_name = first_text(row, "original_title", "original_name");
    if (out.name.empty())
        out.name = out.original_name;
    if (out.id <= 0 || out.name.empty())
        return std::nullopt;
    out.released = date_of(row, *what == kind::movie ? "release_date" : "first_air_date");
    out.overview = text_of(row, "overview", longest_overview);
    out.language = text_of(row, "original_language", 10);
    out.poster = text_of(row, "poster_path");
    out.rating = std::clamp(decimal_of(row, "vote_average"), 0.0, 10.0);
    out.votes = count_of(row, "vote_count");
    out.popularity = decimal_of(row, "popularity");
    if (const auto* genres = row.if_contains("genre_ids"); genres && genres->is_array())
        for (const auto& id : genres->get_array())
            if (const auto* number = id.if_int64(); number && std::in_range<int>(*number))
                out.genres.push_back(static_cast<int>(*number));
    return out;
}

reel::result<title_page> decode_titles(std::string_view body, std::optional<kind> assumed)
{
    const auto object = object_of(body);
    if (!object)
        return object.error();
    using source = std::pair<std::string_view, std::optional<kind>>;
    const std::array<source, 4> sources{
        {{"results", assumed}, {"movie_results", kind::movie}, {"tv_results", kind::show}, {"cast", assumed}}};
    title_page out;
    std::set<std::pair<kind, std::int64_t>> seen;
    bool any = false;
    for (const auto& [name, of] : sources)
    {
        any = any || object->contains(name);
        for_each(*object, name, [&, of = of](const json::object& row) {
            if (auto one = title_of(row, of); one && seen.emplace(one->kind, one->id).second)
                out.titles.push_back(std::move(*one));
        });
    }
    if (!any)
        return reel::error{reel::errc::validation, "it has no results"};
    out.page = std::max(count_of(*object, "page"), 1);
    out.pages = std::clamp(count_of(*object, "total_pages"), 1, last_page);
    out.total = std::max(count_of(*object, "total_results"), static_cast<int>(out.titles.size()));
    return out;
}

named named_of(const json::object& row)
{
    named out;
    out.id = std::max(number_of(row, "id"), number_of(row, "provider_id"));
    out.name = first_text(row, "name", "provider_name");
    out.popularity = decimal_of(row, "popularity");
    out.department = text_of(row, "known_for_department");
    for_each(row, "known_for", [&](const json::object& work) {
        if (auto name = first_text(work, "title", "name"); !name.empty())
            out.known_for.push_back(std::move(name));
    });
    return out;
}

reel::result<std::vector<named>> decode_names(std::string_view body)
{
    const auto object = object_of(body);
    if (!object)
        return object.error();
    if (!object->contains("results") && !object->contains("genres"))
        return reel::error{reel::errc::validation, "it has no results"};
    std::vector<named> out;
    for (const auto* list : {"results", "genres"})
        for_each(*object, list, [&](const json::object& row) {
            if (auto one = named_of(row); one.id > 0 && !one.name.empty())
                out.push_back(std::move(one));
        });
    return out;
}

external_ids ids_of(const json::object& from)
{
    external_ids out{text_of(from, "imdb_id", 20), std::max<std::int64_t>(number_of(from, "tvdb_id"), 0)};
    if (!out.imdb.starts_with("tt"))
        out.imdb.clear();
    return out;
}

reel::result<external_ids> decode_external_ids(std::string_view body)
{
    const auto object = object_of(body);
    if (!object)
        return object.error();
    return ids_of(*object);
}

std::string status_message(std::string_view body)
{
    const auto object = object_of(body);
    return object ? text_of(*object, "status_message") : std::string{};
}

} // namespace reel_tmdb
