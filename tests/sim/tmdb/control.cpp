// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/control.hpp"

#include "tests/sim/catalogue/gaps.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <boost/json.hpp>

namespace reel_sim::tmdb
{

namespace json = boost::json;

json::value change(settings& s, const json::object& arguments)
{
    for (auto [name, text] : {std::pair{"apiKey", &s.api_key}, std::pair{"accessToken", &s.access_token}})
        if (const auto* value = arguments.if_contains(name))
            *text = value->as_string();
    for (auto [name, number] : {std::pair{"limit", &s.limit}, std::pair{"retryAfter", &s.retry_after}})
        if (const auto* value = arguments.if_contains(name))
            *number = value->to_number<int>();
    return json::object{
        {"apiKey", s.api_key}, {"accessToken", s.access_token}, {"limit", s.limit}, {"retryAfter", s.retry_after}};
}

json::value gaps(const catalogue& world, std::string_view title, int year)
{
    const work* show = nullptr;
    for (const auto& w : world.works)
        if (w.kind == kind::show && w.title == title && (year == 0 || w.year == year))
            show = &w;
    if (!show)
        return nullptr;
    const auto truth = library_gaps(world, *show);
    json::array seasons;
    for (const auto& s : truth.seasons)
        seasons.push_back(json::object{{"season", s.season},
                                       {"listed", s.listed},
                                       {"owned", s.owned},
                                       {"missing", json::value_from(s.missing)},
                                       {"unaired", json::value_from(s.unaired)},
                                       {"airDate", iso_date(s.first_day)}});
    return json::object{{"title", show->title},
                        {"year", show->year},
                        {"tmdb", show->tmdb},
                        {"copies", truth.copies},
                        {"numberingDiffers", truth.numbering_differs},
                        {"complete", truth.complete()},
                        {"missingSeasons", json::value_from(truth.missing_seasons())},
                        {"missingEpisodes", truth.missing_episodes()},
                        {"seasons", std::move(seasons)}};
}

} // namespace reel_sim::tmdb
