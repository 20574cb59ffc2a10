// SPDX-License-Identifier: MIT
#include "plugins/plex/answer.hpp"

#include "plugins/plex/show_answer.hpp"

#include <reel/text.hpp>

#include <algorithm>

namespace reel_plex
{

namespace
{

constexpr std::size_t most_gaps = 100;

std::string say_movie(const finding& f)
{
    std::string out = titled(*f.title, f.year) + " is in your Plex library";
    if (!f.copies || f.copies->size() < 2)
        return out;
    std::vector<std::string> copies;
    for (const auto& copy : *f.copies)
    {
        std::string words = copy.resolution ? resolution_in_words(*copy.resolution) + " in " : "in ";
        words += copy.library;
        if (copy.edition)
            words += ", " + *copy.edition;
        copies.push_back(std::move(words));
    }
    out += " in " + std::to_string(copies.size()) + " copies (";
    for (std::size_t i = 0; i < copies.size(); ++i)
        out += (i ? "; " : "") + copies[i];
    return out + ')';
}

} // namespace

std::string counted(int n, std::string_view one, std::string_view many)
{
    return std::to_string(n) + ' ' + std::string{n == 1 ? one : many};
}

std::string ranges(const std::vector<int>& numbers)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < numbers.size();)
    {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1)
            ++end;
        if (end - i >= 3)
        {
            parts.push_back(std::to_string(numbers[i]) + '-' + std::to_string(numbers[end - 1]));
            i = end;
        }
        else
            parts.push_back(std::to_string(numbers[i++]));
    }
    return reel::listed(parts);
}

std::string titled(std::string_view title, std::optional<int> year)
{
    std::string out{title};
    if (year)
        out += " (" + std::to_string(*year) + ')';
    return out;
}

std::string resolution_in_words(std::string_view resolution)
{
    if (resolution == "4k" || resolution == "8k")
        return {resolution.front(), 'K'};
    return resolution == "sd" ? "SD" : std::string{resolution};
}

std::string say_present(const finding& f)
{
    return f.type == kind::show ? say_show(f) : say_movie(f);
}

std::string say_candidates(const offer& what)
{
    std::vector<std::string> names;
    for (const auto& name : what.names)
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    const bool one = names.size() == 1;
    if (!what.of_that_title)
        return what.asked + " was not found in " + (what.whole_library ? "" : "what can be read of ") +
               "your Plex library; the nearest " + (one ? "is " : "are ") + reel::listed(names) +
               (one ? ". Is that the one?" : ". Is one of them meant?");
    return "Your Plex library has " + reel::listed(names) + (what.lacking.empty() ? "" : ", but not " + what.lacking) +
           (one ? ". Is that the one?" : ". Which one is meant?");
}

std::string say_missing(std::string_view asked, const std::vector<std::string>& unreadable)
{
    std::string out{asked};
    if (unreadable.empty())
        return out + " was not found in your Plex library";
    return out + " was not found in the part of your Plex library that can be read; " + reel::listed(unreadable) +
           " could not be read just now, so it may still be there";
}

std::string say_trashed(std::string_view title)
{
    return std::string{title} + " was deleted from your Plex library and lies in its trash";
}

std::string say_loading(std::string_view asked, std::string_view progress)
{
    return std::string{asked} + " was not found in what has been loaded of your Plex library so far" +
           (progress.empty() ? std::string{} : " (" + std::string{progress} + ")");
}

std::string remarked(std::string sentence, std::string_view remark)
{
    const bool stopped = sentence.ends_with('.');
    if (stopped)
        sentence.pop_back();
    sentence += " (" + std::string{remark} + ')';
    return stopped ? sentence + '.' : sentence;
}

std::string dated(std::string sentence, reel::time_point as_of, reel::time_point now)
{
    return remarked(std::move(sentence), "as of " + reel::relative(as_of, now));
}

bool tells_watched_counts(const check_answer& answer)
{
    const auto tells = [](const finding& f) { return f.seasons.has_value(); };
    return tells(answer) || (answer.results && std::ranges::any_of(*answer.results, tells));
}

std::string say_batch(const std::vector<finding>& findings)
{
    std::vector<std::string> present, absent, unknown;
    for (const auto& f : findings)
    {
        auto& where = f.verdict == verdict::absent ? absent : f.verdict == verdict::unknown ? unknown : present;
        where.push_back(titled(*f.title, f.year));
    }
    std::string out = std::to_string(present.size()) + " of " + std::to_string(findings.size()) +
                      (present.size() == 1 ? " is" : " are") + " in your Plex library";
    if (!present.empty())
        out += ": " + reel::listed(present);
    if (!absent.empty())
        out += "; not found: " + reel::listed(absent);
    if (!unknown.empty())
        out += "; not certain: " + reel::listed(unknown);
    return out;
}

std::vector<int> gaps(const std::vector<int>& present)
{
    std::vector<int> out;
    int next = present.empty() || present.front() < 1000 ? 1 : present.front();
    for (const int number : present)
    {
        for (; next < number && out.size() < most_gaps; ++next)
            out.push_back(next);
        next = number + 1;
    }
    return out;
}

} // namespace reel_plex
