// SPDX-License-Identifier: MIT
// When films come out and episodes air. Dates never decrease within a season or from one regular season to the next, and
// whatever has aired did so two days ago or earlier, whatever has not will in two days or later: nobody's time zone matters.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <optional>
#include <string>
#include <utility>

namespace reel_sim
{

struct date
{
    int year = 0;
    int month = 1;
    int day = 1;
};

/// The day, in UTC, of epoch seconds.
day_number day_of(std::int64_t when) noexcept;
day_number day_of(const date& d) noexcept;
/// Nothing for `undated`.
std::optional<date> date_of(day_number day) noexcept;
/// "2027-01-12"; "" for `undated`.
std::string iso_date(day_number day);

/// Chooses every day of a work that is `unplanned`, from its seed, its year and its outlook.
void schedule(work& w, std::int64_t now);

const season_plan* plan_of(const work& show, int season) noexcept;
/// `undated` when the catalogue has no date of it.
day_number air_day(const season_plan& plan, int episode) noexcept;
/// Its date is not after today, or it has none and a later one of the season has aired.
bool has_aired(const season_plan& plan, int episode, day_number today) noexcept;
/// They are its first ones.
std::uint16_t aired_episodes(const season_plan& plan, day_number today) noexcept;

/// Season and number by which the catalogue knows an episode that a copy calls (season, number): another one when the copy
/// is numbered absolutely.
std::pair<int, int> in_catalogue(const work& show, ordering by, int season, int number) noexcept;

} // namespace reel_sim
