// SPDX-License-Identifier: MIT
// The provider beside a catalogue: another plugin's tool, whose answers the test writes.
#pragma once

#include "tests/unit/plex/fixture.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plex_test
{

struct listed_season
{
    int number = 0;
    int aired = 0;   ///< episodes, in 2020
    int unaired = 0; ///< likewise, from 2027-01-12 on, one a week
};

/// The answer of get_media_details about one show.
inline std::string details(int tmdb, const std::vector<listed_season>& seasons, std::string_view status = "Ended")
{
    boost::json::array rows;
    for (const auto& s : seasons)
    {
        boost::json::array episodes;
        for (int i = 1; i <= s.aired + s.unaired; ++i)
        {
            const auto week =
                std::chrono::sys_days{std::chrono::year{2027} / 1 / 12} + std::chrono::days{7 * (i - s.aired - 1)};
            episodes.push_back(
                {{"episode", i},
                 {"name", "Episode " + std::to_string(i)},
                 {"airDate", i <= s.aired ? "2020-0" + std::to_string(s.number + 1) + "-0" + std::to_string(1 + i % 9)
                                          : reel::to_iso8601(reel::date{week})}});
        }
        rows.push_back({{"season", s.number},
                        {"name", "Season " + std::to_string(s.number)},
                        {"episodes", s.aired + s.unaired},
                        {"episodeList", std::move(episodes)}});
    }
    return boost::json::serialize(boost::json::object{
        {"type", "show"}, {"tmdbId", tmdb}, {"status", status}, {"asOf", "2025-12-31T23:00:00Z"}, {"seasons", rows}});
}

struct catalogued : plex_fixture
{
    catalogued()
    {
        settings.page_size = 100;
        fake_section series{"3", "Series", "show"};
        series.items = {
            {.key = "31",
             .title = "Severance",
             .year = 2022,
             .guids = {"tmdb://95396"},
             .seasons = {{1, 9, 9}, {2, 10, 0}}},
            {.key = "32",
             .title = "The Expanse",
             .year = 2015,
             .guids = {"tmdb://63639", "tvdb://280619"},
             .seasons = {{0, 1, 0}, {1, 8, 1, {3, 5}}, {2, 13, 0}}},
        };
        upstream.sections = {series};
        shows["95396"] = details(95396, {{1, 9}, {2, 10}, {3, 10}, {4, 0, 5}}, "Returning Series");
        shows["63639"] = details(63639, {{0, 3}, {1, 10}, {2, 13}});
        install();
    }
    void install()
    {
        host.tools["get_media_details"] = [this](const boost::json::object& args) -> reel::result<reel::tool_result> {
            asked.push_back(boost::json::serialize(args));
            if (failure)
                return *failure;
            const auto* id = args.if_contains("tmdbId");
            const auto found = shows.find(id ? boost::json::serialize(*id) : std::string{});
            return reel::tool_result{found == shows.end() ? R"({"found":false})" : found->second, {}};
        };
    }
    boost::json::object ask(std::string_view tool, std::string_view args)
    {
        auto answer = call(tool, args);
        if (!answer)
            BOOST_FAIL(answer.error().describe());
        return *answer;
    }
    boost::json::object check_show(std::string_view title)
    {
        return ask("check_plex_library", R"({"type":"show","title":")" + std::string{title} + "\"}");
    }

    std::map<std::string, std::string> shows; ///< by tmdb id
    std::optional<reel::error> failure;
    std::vector<std::string> asked;
};

} // namespace plex_test
