// SPDX-License-Identifier: MIT
#include "plugins/tautulli/titles.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <charconv>

namespace reel_tautulli
{

namespace
{

bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The longest word of plain letters and digits; failing that, the longest of any.
std::string longest_word(std::string_view text)
{
    std::string_view plain, any;
    for (std::size_t begin = 0; begin < text.size();)
    {
        auto end = begin;
        bool all_plain = true;
        for (; end < text.size() && (is_plain(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80); ++end)
            all_plain = all_plain && is_plain(text[end]);
        const auto word = text.substr(begin, end - begin);
        if (all_plain && word.size() > plain.size())
            plain = word;
        if (word.size() > any.size())
            any = word;
        begin = end + 1;
    }
    return std::string{plain.empty() ? any : plain};
}

std::string folded(std::string_view title)
{
    auto out = reel::fold_name(title);
    for (const std::string_view article : {"the ", "a ", "an "})
        if (out.starts_with(article) && out.size() > article.size())
            return out.substr(article.size());
    return out;
}

std::string without_spaces(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// Takes "(1984)" off the end.
std::optional<int> take_year(std::string_view& text)
{
    while (text.ends_with(' '))
        text.remove_suffix(1);
    if (text.size() < 7 || text.back() != ')' || text[text.size() - 6] != '(')
        return std::nullopt;
    int year = 0;
    const auto digits = text.substr(text.size() - 5, 4);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (read.ptr != digits.data() + digits.size() || year < 1850)
        return std::nullopt;
    text.remove_suffix(6);
    return year;
}

} // namespace

wanted_title::wanted_title(std::string_view said)
{
    year_ = take_year(said);
    words_ = folded(said);
    compact_ = without_spaces(words_);
    term_ = longest_word(said);
}

likeness wanted_title::compare(std::string_view title) const
{
    if (title.empty() || words_.empty())
        return likeness::none;
    const auto other = folded(title);
    if (other == words_ || without_spaces(other) == compact_)
        return likeness::equal;
    const bool has_words = (' ' + other + ' ').find(' ' + words_ + ' ') != std::string::npos;
    return has_words ? likeness::within : likeness::none;
}

likeness wanted_title::of(const subject& what) const
{
    if (!what.show.empty())
        return compare(what.show); // the year of an episode is its own
    if (year_ && what.year && *year_ != *what.year)
        return likeness::none;
    return std::max(compare(what.title), compare(what.original_title));
}

bool wanted_title::names(const subject& what) const
{
    return of(what) != likeness::none || (!what.show.empty() && (compare(what.title) != likeness::none ||
                                                                 compare(what.full_title) != likeness::none));
}

} // namespace reel_tautulli
