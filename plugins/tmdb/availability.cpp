// SPDX-License-Identifier: MIT
#include "plugins/tmdb/availability.hpp"

#include "plugins/tmdb/json.hpp"

#include <algorithm>

namespace reel_tmdb
{

namespace json = boost::json;

namespace
{

constexpr std::size_t asked_at_once = 50;

std::optional<std::vector<int>> numbers(const json::object& in, std::string_view list)
{
    const auto* found = in.if_contains(list);
    if (!found || !found->is_array() || found->get_array().empty())
        return std::nullopt;
    std::vector<int> out;
    for (const auto& entry : found->get_array())
    {
        if (const auto* number = entry.if_int64())
            out.push_back(static_cast<int>(std::clamp<std::int64_t>(*number, 0, 100'000)));
        else if (const auto* season = entry.if_object())
            out.push_back(count_of(*season, "season"));
    }
    return out;
}

library_mark mark_of(const json::object& finding)
{
    library_mark out;
    out.status = reel::enum_value<owned>(text_of(finding, "verdict")).value_or(owned::unknown);
    if (auto library = text_of(finding, "library"); !library.empty())
        out.library = std::move(library);
    out.seasons = numbers(finding, "seasons");
    out.missing_seasons = numbers(finding, "missingSeasons");
    return out;
}

} // namespace

wanted wanted_of(const title& t)
{
    return {t.kind, t.name, t.year(), t.id};
}

wanted wanted_of(const details& d)
{
    auto out = wanted_of(static_cast<const title&>(d));
    out.ids = d.ids;
    return out;
}

json::object question_of(const std::vector<wanted>& titles, std::size_t from, std::size_t count)
{
    json::array items;
    for (std::size_t i = from; i < from + count; ++i)
    {
        const auto& one = titles[i];
        json::object item{{"title", one.title}, {"type", reel::enum_name(one.what)}};
        if (one.year)
            item["year"] = *one.year;
        if (one.tmdb > 0)
            item["tmdbId"] = one.tmdb;
        if (one.ids.tvdb > 0 && one.what == kind::show)
            item["tvdbId"] = one.ids.tvdb;
        if (!one.ids.imdb.empty())
            item["imdbId"] = one.ids.imdb;
        items.push_back(std::move(item));
    }
    return {{"items", std::move(items)}};
}

marks decode_marks(std::string_view text, std::size_t count)
{
    marks out;
    const auto answer = object_of(text);
    const auto* results = answer ? answer->if_contains("results") : nullptr;
    if (!results || !results->is_array() || results->get_array().size() != count)
        return {std::vector<library_mark>(count), false};
    for (const auto& entry : results->get_array())
        out.of.push_back(entry.is_object() ? mark_of(entry.get_object()) : library_mark{});
    if (const auto when = reel::parse_iso8601(text_of(*answer, "asOf")))
        out.as_of = *when;
    return out;
}

reel::awaitable<std::optional<marks>> availability::of(std::vector<wanted> titles, reel::call_context& call)
{
    if (tool_.empty() || titles.empty())
        co_return std::nullopt;
    marks all;
    for (std::size_t from = 0; from < titles.size(); from += asked_at_once)
    {
        const auto count = std::min(asked_at_once, titles.size() - from);
        const auto answer = co_await host_.call_tool(tool_, question_of(titles, from, count), call);
        if (!answer &&
            (answer.error().kind() == reel::errc::unavailable || answer.error().kind() == reel::errc::unconfigured))
            co_return std::nullopt;
        if (!answer)
            host_.log().debug("The library could not be asked",
                              {{"tool", tool_}, {"error", answer.error().describe()}});
        auto some = answer ? decode_marks(answer->json, count) : marks{std::vector<library_mark>(count), false};
        all.of.insert(all.of.end(), some.of.begin(), some.of.end());
        all.known = all.known && some.known;
        if (some.as_of && (!all.as_of || *some.as_of < *all.as_of))
            all.as_of = some.as_of;
    }
    co_return all;
}

} // namespace reel_tmdb
