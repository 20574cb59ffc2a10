// SPDX-License-Identifier: MIT
#include "plugins/plex/likeness.hpp"

#include "plugins/plex/edit_distance.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

namespace
{

using article = folded_title::article;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool has_digit(std::string_view text)
{
    return std::ranges::any_of(text, is_digit);
}

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The letters of a key, which is UTF-8.
std::u32string letters(std::string_view key)
{
    std::u32string out;
    for (char c : key)
    {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80 || out.empty())
            out += byte;
        else
            out.back() = out.back() << 6 | (byte & 0x3f); // a number for each letter; which one does not matter
    }
    return out;
}

/// The numbers in a key, in order, as text: "2fast2furious" -> "2 2 ".
std::string numbers(std::string_view key)
{
    std::string out;
    for (std::size_t i = 0; i < key.size(); ++i)
        if (is_digit(key[i]))
        {
            out += key[i];
            if (i + 1 == key.size() || !is_digit(key[i + 1]))
                out += ' ';
        }
    return out;
}

/// "Matrix" is how people say "The Matrix"; but who says "The Mask" does not mean "Mask".
bool article_may_differ(const folded_title& asked, const folded_title& has)
{
    if (asked.leading == has.leading)
        return true; // "the" and "le": translations of each other are not told apart
    if (asked.leading == article::none)
        return has.leading != article::doubtful;
    return has.leading == article::none && asked.leading == article::definite && asked.words.size() > 1;
}

comparison same_key(const folded_title& asked, const folded_title& has)
{
    if (asked.literal == has.literal)
        return {likeness::same, 1.0, true, true};
    // "Ocean's Eleven" and "Ocean's 11" are two films.
    const bool sure = article_may_differ(asked, has) && asked.spelled_large == has.spelled_large;
    return {likeness::variant, sure ? 0.98 : 0.93, sure, true};
}

/// The key without any article: "Lord of the Rings" may be written without its second one.
std::string without_articles(const folded_title& title)
{
    std::string out;
    for (const auto& w : title.words)
        if (const auto text = title.text(w); text != "the" && text != "a" && text != "an")
            out += text;
    return out;
}

// ---- typing mistakes ----------------------------------------------------------------------------------------------------

int slips_worth_showing(std::size_t length)
{
    return length < 4 ? 0 : length < 8 ? 1 : length < 14 ? 2 : 3;
}
int slips_with_year(std::size_t length)
{
    return length < 5 ? 0 : length < 10 ? 1 : length < 18 ? 2 : 3;
}

/// The word that covers a byte of the key.
folded_title::word word_at(const folded_title& title, std::size_t at)
{
    for (const auto& w : title.words)
        if (at < w.end)
            return w;
    return title.words.back();
}

/// One slip that makes no other word: two letters swapped, a letter doubled or not, or any one inside a long word. At a word's
/// end it may be a plural ("Alien", "Aliens"), at its start another word ("Barrier", "Carrier").
bool plain_slip(const folded_title& asked, const folded_title& has)
{
    const std::string_view a = asked.key, b = has.key;
    if (!is_ascii(a) || !is_ascii(b))
        return false; // not measured for other alphabets
    const auto differ = static_cast<std::size_t>(std::ranges::mismatch(a, b).in2 - b.begin());
    if (differ >= b.size() || differ >= a.size())
        return false;
    const auto word = word_at(has, differ);
    if (differ == word.begin || word.end - word.begin < 6)
        return false;
    const bool swapped = differ + 1 < a.size() && differ + 1 < b.size() && a[differ] == b[differ + 1] &&
                         a[differ + 1] == b[differ] && a.substr(differ + 2) == b.substr(differ + 2);
    const auto shorter = std::min(a.size(), b.size());
    if (swapped)
        return shorter >= 7;
    const auto& longer = a.size() > b.size() ? a : b;
    const bool doubled = a.size() != b.size() && longer[differ] == longer[differ - 1];
    if (doubled && differ + 1 < word.end)
        return shorter >= 7;
    return shorter >= 9 && differ + 1 < word.end;
}

comparison slip(const folded_title& asked, const folded_title& has)
{
    const auto a = letters(asked.key), b = letters(has.key);
    const auto length = std::min(a.size(), b.size());
    const int limit = slips_worth_showing(length);
    const int slips = edit_distance(a, b, limit);
    if (slips > limit)
        return {};
    const double score = 0.97 - 1.4 * slips / static_cast<double>(length);
    const bool articles = article_may_differ(asked, has);
    return {likeness::slip, score, slips == 1 && articles && plain_slip(asked, has), slips <= slips_with_year(length)};
}

// ---- subtitles and series names -------------------------------------------------------------------------------------------

/// Where `whole` may be cut so that what is before is a name: 2 a part begins there, 1 a word does, 0 neither.
int boundary(const folded_title& whole, std::size_t at)
{
    for (const auto& w : whole.words)
        if (w.begin == at)
            return w.starts_part ? 2 : 1;
    return 0;
}

/// `shorter` is the beginning of `longer`.
comparison beginning(const folded_title& shorter, const folded_title& longer, bool asked_is_longer)
{
    const auto cut = shorter.key.size();
    const int where = boundary(longer, cut);
    if (where == 0)
        return {};
    const auto rest = std::string_view{longer.key}.substr(cut);
    const double covered = static_cast<double>(cut) / static_cast<double>(longer.key.size());
    if (is_digit(rest.front()))
    {
        // "Dune: Part One" is how some catalogues call "Dune"; any other number is another film.
        const bool first_part = asked_is_longer && rest == "1";
        return {likeness::part, first_part ? 0.8 : 0.55, false, first_part};
    }
    const bool other_number = has_digit(rest);
    if (where == 1)
        return {likeness::loose, (other_number ? 0.4 : 0.45) + 0.35 * covered, false, false};
    if (other_number)
        return {likeness::part, 0.55, false, false};
    const bool pinned = has_digit(shorter.key); // "Terminator 2" can only be "Terminator 2: Judgment Day"
    return {likeness::part, pinned ? 0.92 : 0.7 + 0.15 * covered, pinned, true};
}

/// `shorter` is the last part of `longer`: "The Two Towers".
comparison ending(const folded_title& shorter, const folded_title& longer)
{
    const auto& key = longer.key;
    if (!key.ends_with(shorter.key))
        return {};
    const auto cut = key.size() - shorter.key.size();
    for (std::size_t i = 1; i < longer.words.size(); ++i)
    {
        const auto& w = longer.words[i];
        if (w.begin != cut)
            continue;
        const auto& before = longer.words[i - 1];
        const auto text = longer.text(before);
        const bool after_article = before.starts_part && (text == "the" || text == "a" || text == "an");
        if (!w.starts_part && !after_article)
            return {};
        const bool numbered = has_digit(std::string_view{key}.substr(0, cut));
        return {likeness::part, 0.78, false, shorter.words.size() > 1 && !numbered};
    }
    return {};
}

comparison part(const folded_title& asked, const folded_title& has)
{
    if (asked.key.size() < has.key.size())
        return has.key.starts_with(asked.key) ? beginning(asked, has, false) : ending(asked, has);
    return asked.key.starts_with(has.key) ? beginning(has, asked, true) : ending(has, asked);
}

// ---- the rest -------------------------------------------------------------------------------------------------------------

constexpr double worth_counting = 0.55;

/// Shared pairs of neighbouring letters, 0 to 1 (Dice); 0 when there cannot be enough.
double shared_pairs(std::u32string_view a, std::u32string_view b)
{
    const auto shorter = static_cast<double>(std::min(a.size(), b.size())),
               longer = static_cast<double>(std::max(a.size(), b.size()));
    if (shorter < 2 || 2 * shorter / (shorter + longer) < worth_counting)
        return 0;
    const auto pairs = [](std::u32string_view text) {
        std::vector<std::uint64_t> out;
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            out.push_back(std::uint64_t{text[i]} << 32 | text[i + 1]);
        std::ranges::sort(out);
        return out;
    };
    const auto x = pairs(a), y = pairs(b);
    std::size_t shared = 0;
    for (auto i = x.begin(), j = y.begin(); i != x.end() && j != y.end();)
    {
        if (*i == *j)
            ++shared, ++i, ++j;
        else
            *i < *j ? ++i : ++j;
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(x.size() + y.size());
}

} // namespace

comparison compare(const folded_title& asked, const folded_title& has)
{
    if (asked.key == has.key)
        return same_key(asked, has);
    if ((!has.short_key.empty() && asked.key == has.short_key) ||
        (!asked.short_key.empty() && asked.short_key == has.key))
        return {likeness::variant, 0.96, true, true};

    const bool same_numbers = numbers(asked.key) == numbers(has.key);
    if (same_numbers)
    {
        if (without_articles(asked) == without_articles(has))
            return {likeness::variant, 0.9, false, true};
        if (const auto found = slip(asked, has); found.how != likeness::none)
            return found;
    }
    if (const auto found = part(asked, has); found.how != likeness::none)
        return found;
    const double shared = shared_pairs(letters(asked.key), letters(has.key));
    if (shared < worth_counting)
        return {};
    return {likeness::loose, (same_numbers ? 0.85 : 0.7) * shared, false, false};
}

} // namespace reel_plex
