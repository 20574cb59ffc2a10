// SPDX-License-Identifier: MIT
// Which of the titles found is meant. Pure; any thread.
#pragma once

#include "plugins/tmdb/model.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

/// How well a title answers to a name; from worst to best.
enum class fit : std::uint8_t
{
    other,
    near,  ///< a typing mistake apart
    part,  ///< one is a part of the other, word by word
    exact, ///< but for case, accents, punctuation and a leading article
};
fit fit_of(std::string_view asked, const title& t);

/// 2: the year asked for (or none was), 1: one off, 0: another one.
int year_fit(std::optional<int> asked, const title& t);

/// Right year first, then exact, partial and near titles, each by popularity.
void rank(std::vector<title>& found, std::string_view asked, std::optional<int> year);

/// Of ranked titles the one that is meant beyond doubt: the only exact one of that year, or one far more popular than the
/// other exact ones. Nothing when several may be, or none is exact.
const title* meant(const std::vector<title>& ranked, std::string_view asked, std::optional<int> year);

/// So much more popular that nobody means the other one without saying so.
bool far_more_popular(double one, double other);

} // namespace reel_tmdb
