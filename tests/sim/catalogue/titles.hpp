// SPDX-License-Identifier: MIT
// Invents titles, people and prose that read like the real thing. Pure: everything follows from the random stream.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"
#include "tests/sim/catalogue/random.hpp"

#include <string>
#include <string_view>

namespace reel_sim
{

/// "The Silent Harbour", "Letters from Kyoto", "Тихий берег": some 4 % are not in English.
void invent_title(random& r, work& w);
/// An English title of a Japanese work.
void invent_anime(random& r, work& w);
std::string_view invent_genres(random& r, kind k);
/// Different ones for different n, up to 40,000.
std::string numbered_name(std::uint32_t n);
std::string_view invent_studio(random& r, kind k);
std::string invent_tagline(random& r);
std::string invent_episode_title(random& r);
/// Two sentences or more.
std::string invent_summary(random& r, int sentences);

} // namespace reel_sim
