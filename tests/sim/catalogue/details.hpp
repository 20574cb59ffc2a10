// SPDX-License-Identifier: MIT
// Everything else about a work, invented from its seed whenever it is needed: every simulated service tells the same.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim
{

struct details
{
    std::string_view studio; ///< of a show: its network
    std::string_view content_rating;
    std::string_view countries; ///< "Japan|Germany"
    std::string summary;
    std::string tagline;
    int critics = 0;  ///< tenths of a point: 81 is 8.1
    int audience = 0; ///< likewise
    std::optional<date> released;
    std::string director;
    std::vector<std::string> writers;
    std::vector<std::string> cast;
};

details details_of(const work& w);

struct episode_details
{
    std::string title;
    std::string summary;
    int audience = 0;
    std::optional<date> aired;
};

/// The number by which an episode's ids are made up, too.
std::uint64_t episode_seed(const work& show, int season, int episode) noexcept;
episode_details episode_details_of(const work& show, int season, int episode);

} // namespace reel_sim
