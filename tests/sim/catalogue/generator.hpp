// SPDX-License-Identifier: MIT
// Makes a catalogue of any size from a seed. Whatever the size (from 300), the library holds what a client must survive:
// copies in two sections, remakes, editions, titles of many scripts, unmatched items, legacy guids, trash, bytes that are
// not UTF-8, rows of odd types, shows with seasons and episodes missing, specials, hidden seasons, a hidden section. The
// shows that are named in showcase.hpp have the same gaps in every catalogue; no copy holds what has not aired.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstddef>
#include <cstdint>

namespace reel_sim
{

/// How often shows of invented titles lack something: one show in so many; 0: none.
struct gap_options
{
    unsigned middle_season = 6; ///< of those with three seasons or more
    unsigned last_season = 8;   ///< of those with two or more
    unsigned last_episode = 8;
    unsigned middle_episode = 10;
    unsigned specials = 2; ///< of those that have some
};

struct catalogue_options
{
    std::size_t items = 300; ///< films and shows in all sections; fewer than 300 are made 300
    std::uint64_t seed = 1;
    std::int64_t now = 1'764'547'200; ///< epoch seconds; the library holds nothing younger. Not before 2025-12-01
    gap_options gaps{};
};

catalogue generate(const catalogue_options& options);

} // namespace reel_sim
