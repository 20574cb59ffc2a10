// SPDX-License-Identifier: MIT
#include "plugins/tmdb/choices.hpp"

#include "plugins/tmdb/rank.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t most_candidates = 5;
constexpr std::size_t most_keywords = 5;

bool has_words(std::string_view in, std::string_view words)
{
    return !words.empty() && (' ' + std::string{in} + ' ').find(' ' + std::string{words} + ' ') != std::string::npos;
}

/// Folded, "+" as "plus".
std::string provider_key(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (c == '+')
            out += " plus";
        else
            out += c;
    return reel::fold_name(out);
}

} // namespace

person_choice choose_person(const std::vector<named>& found, std::string_view asked)
{
    const auto key = reel::fold_name(asked);
    std::vector<named> exact, holding;
    for (const auto& one : found)
    {
        const auto has = reel::fold_name(one.name);
        if (has == key)
            exact.push_back(one);
        else if (has_words(has, key))
            holding.push_back(one);
    }
    const bool said_so = !exact.empty() || !holding.empty();
    auto likely = !exact.empty() ? exact : said_so ? holding : found;
    std::ranges::sort(likely, [](const named& a, const named& b) {
        return std::pair{b.popularity, a.id} < std::pair{a.popularity, b.id};
    });
    if (said_so && (likely.size() == 1 || far_more_popular(likely[0].popularity, likely[1].popularity)))
        return {likely.front(), {}};
    if (likely.size() > most_candidates)
        likely.resize(most_candidates);
    return {std::nullopt, likely};
}

std::optional<named> choose_provider(const std::vector<named>& all, std::string_view asked)
{
    const auto key = provider_key(asked);
    const named* best = nullptr;
    std::size_t best_size = 0;
    for (const auto& one : all)
    {
        const auto has = provider_key(one.name);
        if (has == key)
            return one;
        if (has_words(has, key) && (!best || has.size() < best_size)) // the plain one rather than a bundle
        {
            best = &one;
            best_size = has.size();
        }
    }
    return best ? std::optional{*best} : std::nullopt;
}

std::vector<named> choose_keywords(const std::vector<named>& found, std::string_view asked)
{
    const auto key = reel::fold_name(asked);
    std::vector<named> out;
    for (const auto& one : found)
    {
        const auto has = reel::fold_name(one.name);
        if (has == key)
            return {one};
        if (has_words(has, key) && out.size() < most_keywords)
            out.push_back(one);
    }
    return out;
}

std::optional<spoken_language> choose_language(std::string_view asked)
{
    struct language
    {
        std::string_view code, name;
    };
    constexpr std::array known{language{"ar", "Arabic"},    language{"bn", "Bengali"},    language{"ca", "Catalan"},
                               language{"cs", "Czech"},     language{"da", "Danish"},     language{"de", "German"},
                               language{"el", "Greek"},     language{"en", "English"},    language{"es", "Spanish"},
                               language{"et", "Estonian"},  language{"fa", "Persian"},    language{"fi", "Finnish"},
                               language{"fr", "French"},    language{"he", "Hebrew"},     language{"hi", "Hindi"},
                               language{"hu", "Hungarian"}, language{"id", "Indonesian"}, language{"is", "Icelandic"},
                               language{"it", "Italian"},   language{"ja", "Japanese"},   language{"ko", "Korean"},
                               language{"ml", "Malayalam"}, language{"nl", "Dutch"},      language{"no", "Norwegian"},
                               language{"pl", "Polish"},    language{"pt", "Portuguese"}, language{"ro", "Romanian"},
                               language{"ru", "Russian"},   language{"sr", "Serbian"},    language{"sv", "Swedish"},
                               language{"ta", "Tamil"},     language{"te", "Telugu"},     language{"th", "Thai"},
                               language{"tr", "Turkish"},   language{"uk", "Ukrainian"},  language{"vi", "Vietnamese"},
                               language{"zh", "Chinese"},   language{"zh", "Mandarin"},   language{"cn", "Cantonese"}};
    const auto key = reel::fold_name(asked);
    for (const auto& one : known)
        if (key == one.code || key == reel::fold_name(one.name))
            return spoken_language{std::string{one.code}, std::string{one.name}};
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (key.size() == 2 && is_letter(key[0]) && is_letter(key[1]))
        return spoken_language{key, {}};
    return std::nullopt;
}

} // namespace reel_tmdb
