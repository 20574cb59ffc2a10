// SPDX-License-Identifier: MIT
// Titles as people say them, held against those of the history. Pure; any thread.
#pragma once

#include "plugins/tautulli/model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel_tautulli
{

/// How much two titles are one; a higher one is better.
enum class likeness : std::uint8_t
{
    none,
    within, ///< its words are in the other
    equal
};

class wanted_title
{
public:
    /// "Dune", "the office", "Dune (1984)".
    explicit wanted_title(std::string_view said);

    /// What to let Tautulli search for, which knows neither accents nor punctuation: the longest plain word.
    const std::string& search_term() const noexcept { return term_; }
    /// Against the film, or the show that an episode is of.
    likeness of(const subject& what) const;
    /// Against all names of a play, its episode's own included.
    bool names(const subject& what) const;

private:
    likeness compare(std::string_view title) const;

    std::string words_;   ///< folded, without an article
    std::string compact_; ///< the same without spaces
    std::optional<int> year_;
    std::string term_;
};

} // namespace reel_tautulli
