// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/showcase.hpp"

#include "tests/sim/catalogue/schedule.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

namespace reel_sim
{
namespace
{

struct shown
{
    std::string_view title;
    std::uint16_t year;
    reel_sim::outlook outlook;
    std::string_view seasons;    ///< first days of those that aired; "": chosen by schedule()
    std::uint16_t episodes = 0;  ///< of the season that is to come or running
    day_number starts = undated; ///< that season, from today
};

constexpr day_number third_week = -17; // three weekly episodes have aired, the third of them three days ago

constexpr shown shows[] = {
    {"The Expanse", 2015, outlook::over, "2015-12-14 2017-02-01 2018-04-11 2019-12-12 2020-12-15 2021-12-10"},
    {"Game of Thrones", 2011, outlook::over,
     "2011-04-17 2012-04-01 2013-03-31 2014-04-06 2015-04-12 2016-04-24 2017-07-16 2019-04-14"},
    {"Sherlock", 2010, outlook::over, "2010-07-25 2012-01-01 2014-01-01 2017-01-01"},
    {"Severance", 2022, outlook::dated, "2022-02-18 2025-01-17", 10, premiere},
    {"Ted Lasso", 2020, outlook::dated, "2020-08-14 2021-07-23 2023-03-15", 10, premiere},
    {"House of the Dragon", 2022, outlook::running, "2022-08-21 2024-06-16", 8, third_week},
    {"The Last of Us", 2023, outlook::undated, "2023-01-15 2025-04-13", 0, undated},
    {"Black Mirror", 2011, outlook::waiting, ""},
    {"Doctor Who", 2005, outlook::waiting, ""},
    {"Fargo", 2014, outlook::waiting, ""},
    {"Frieren: Beyond Journey's End", 2023, outlook::waiting, ""},
    {"Jujutsu Kaisen", 2020, outlook::waiting, ""},
    {"One Piece", 1999, outlook::waiting, ""},
    {"Rick and Morty", 2013, outlook::waiting, ""},
    {"South Park", 1997, outlook::waiting, ""},
    {"The Bear", 2022, outlook::waiting, ""},
    {"The Simpsons", 1989, outlook::waiting, ""},
};

day_number parse_day(std::string_view iso)
{
    date d;
    std::sscanf(std::string{iso}.c_str(), "%d-%d-%d", &d.year, &d.month, &d.day);
    return day_of(d);
}

} // namespace

void dress(work& show, std::int64_t now)
{
    const auto* found = std::find_if(std::begin(shows), std::end(shows),
                                     [&](const shown& s) { return s.title == show.title && s.year == show.year; });
    if (found == std::end(shows))
        return;
    show.outlook = found->outlook;
    auto dates = found->seasons;
    for (auto& s : show.seasons)
    {
        if (s.number == 0 || dates.empty())
            continue;
        s.first_day = parse_day(dates.substr(0, 10));
        s.step = 7;
        dates.remove_prefix(std::min<std::size_t>(dates.size(), 11));
    }
    if (show.outlook == outlook::over || show.outlook == outlook::waiting)
        return;
    const auto starts = found->starts == undated ? undated : day_of(now) + found->starts;
    show.seasons.push_back({.number = static_cast<std::uint16_t>(show.seasons.back().number + 1),
                            .episodes = found->episodes,
                            .first_day = starts,
                            .step = 7});
}

} // namespace reel_sim
