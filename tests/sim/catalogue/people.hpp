// SPDX-License-Identifier: MIT
// Who made the works: people of one fixed pool, with ids that are the same in every catalogue; some of them exist. A few
// share a name. Pure: everything follows from the work.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim
{

/// In billing order.
std::vector<std::uint32_t> cast_of(const work& w);
/// Of a show: who created it.
std::uint32_t director_of(const work& w);
std::vector<std::uint32_t> writers_of(const work& w);

/// "" for an id that nobody has.
std::string name_of_person(std::uint32_t id);

/// "Acting" or "Directing".
std::string_view department_of_person(std::uint32_t id) noexcept;
/// In thousandths.
std::uint32_t popularity_of_person(std::uint32_t id) noexcept;
/// 1 a woman, 2 a man, 0 not told.
int gender_of_person(std::uint32_t id) noexcept;

} // namespace reel_sim
