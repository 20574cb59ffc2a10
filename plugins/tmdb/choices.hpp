// SPDX-License-Identifier: MIT
// What somebody means by a name, among those that TMDB knows. Pure; any thread.
#pragma once

#include "plugins/tmdb/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

struct person_choice
{
    std::optional<named> one;      ///< the only one of that name, or far more popular than the others
    std::vector<named> candidates; ///< else those that may be meant, the best known first
};
person_choice choose_person(const std::vector<named>& found, std::string_view asked);

/// "Disney+" among "Disney Plus", "prime" among "Amazon Prime Video".
std::optional<named> choose_provider(const std::vector<named>& all, std::string_view asked);

/// Keywords that say it, one of which suffices: the exact one, else those that hold the words.
std::vector<named> choose_keywords(const std::vector<named>& found, std::string_view asked);

struct spoken_language
{
    std::string code; ///< ISO 639-1
    std::string name; ///< "Korean"; "" when only the code is known
};
/// "ko", "Korean"; nothing when it is neither.
std::optional<spoken_language> choose_language(std::string_view asked);

} // namespace reel_tmdb
