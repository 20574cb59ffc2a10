// SPDX-License-Identifier: MIT
// /search: titles and names in which every word of the query begins a word. Best first: equal, then beginning so, then the
// most popular. Pure.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/tmdb/rows.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reel_sim::tmdb
{

struct work_hit
{
    std::uint32_t work = 0; ///< index
};
struct person_hit
{
    std::uint32_t person = 0;
};
using hit = std::variant<work_hit, person_hit>;

struct search_scope
{
    bool movies = false, shows = false, people = false;
};

std::vector<hit> search(const view& v, search_scope where, const request& req);
std::vector<std::uint32_t> search_keywords(std::string_view query);

} // namespace reel_sim::tmdb
