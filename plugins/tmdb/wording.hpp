// SPDX-License-Identifier: MIT
// Entries and sentences of answers, as a person would say them: what is owned already comes first. Pure; any thread.
#pragma once

#include "plugins/tmdb/availability.hpp"
#include "plugins/tmdb/tools.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

/// "Dune (2021)", or "Dune" when the year is not known.
std::string titled(std::string_view title, std::optional<int> year);
/// Ascending numbers: "1", "1 and 2", "1-4", "1, 2 and 4".
std::string ranges(const std::vector<int>& numbers);
/// "1 film", "3 shows".
std::string counted(int n, std::string_view one, std::string_view many);
std::string poster_url(const std::string& path);

std::vector<title_entry> entries_of(const std::vector<title>& titles);
/// Puts the marks on the entries; none, when there was nobody to ask.
void put_marks(std::vector<title_entry>& entries, const std::optional<marks>& from);

bool is_owned(const std::optional<library_mark>& mark);
/// "You already have A (2021) and B (2016)." or "You already have seasons 1 and 2 of C, missing season 3."; "" when none
/// is owned.
std::string say_owned(const std::vector<title_entry>& entries);
/// "A (2021), B (2016) and 7 more"
std::string some_of(const std::vector<title_entry>& entries);

/// The answer of search_media in words.
std::string say_found(std::string_view asked, const std::vector<title_entry>& entries);

/// The oldest of several times.
class age
{
public:
    void saw(std::optional<reel::time_point> when)
    {
        if (when && (!oldest_ || *when < *oldest_))
            oldest_ = when;
    }
    std::optional<reel::time_point> oldest() const { return oldest_; }

private:
    std::optional<reel::time_point> oldest_;
};

} // namespace reel_tmdb
