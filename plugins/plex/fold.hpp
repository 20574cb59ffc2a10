// SPDX-License-Identifier: MIT
// Titles as people mean them: one spelling for all the ways to write the same words. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

/// A title taken apart. Made by fold_title(); reuse one object to avoid allocations.
struct folded_title
{
    enum class article : std::uint8_t
    {
        none,
        definite,   ///< the, le, der, …
        indefinite, ///< a, an, un, …
        doubtful    ///< also a word of its own: "Die Hard"
    };
    struct word
    {
        std::uint16_t begin, end; ///< in `key`
        bool starts_part;         ///< first word after ":", " - ", "(", …
        bool joined;              ///< written in one with the word before it: "Spider-Man"
    };

    /// Letters and digits only: case-folded, without accents and spaces, "&" as "and", the leading article kept.
    std::string literal;
    /// The same without the leading article, numerals as digits ("ii", "two" -> "2"), without "part", "chapter", "vol",
    /// "episode" before a number. Equal keys: the same title, but for the reasons match.cpp weighs.
    std::string key;
    /// `key` without "episode 4" between a name and a subtitle; empty when there is no such thing.
    std::string short_key;
    std::vector<word> words;
    article leading = article::none;
    bool spelled_large = false; ///< a number above ten was written as a word
    int year = 0;               ///< from a closing "(1984)", which is not part of the strings above; 0: none

    std::string_view text(const word& w) const { return std::string_view{key}.substr(w.begin, w.end - w.begin); }
};

/// `title` should be UTF-8; bytes that are not are treated as separators.
void fold_title(std::string_view title, folded_title& out);
folded_title fold_title(std::string_view title);

} // namespace reel_plex
