// SPDX-License-Identifier: MIT
// Makes a catalogue of any size from a seed. Whatever the size (from 300), the library holds what a client must survive:
// copies in two sections, remakes, editions, titles of many scripts, unmatched items, legacy guids, trash, bytes that are
// not UTF-8, rows of odd types, shows with a season missing in the middle, specials, hidden seasons, a hidden section.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstddef>
#include <cstdint>

namespace reel_sim
{

struct catalogue_options
{
    std::size_t items = 300; ///< films and shows in all sections; fewer than 300 are made 300
    std::uint64_t seed = 1;
    std::int64_t now = 1'764'547'200; ///< epoch seconds; nothing in the catalogue is younger
};

catalogue generate(const catalogue_options& options);

} // namespace reel_sim
