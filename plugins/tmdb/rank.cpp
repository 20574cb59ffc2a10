// SPDX-License-Identifier: MIT
#include "plugins/tmdb/rank.hpp"

#include <reel/config.hpp>
#include <reel/text.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>

namespace reel_tmdb
{

namespace
{

/// Folded, without the article.
std::string key_of(std::string_view name)
{
    auto out = reel::fold_name(name);
    for (const std::string_view article : {"the ", "a ", "an "})
        if (out.starts_with(article) && out.size() > article.size())
            return out.substr(article.size());
    return out;
}

bool has_words(std::string_view in, std::string_view words)
{
    return !words.empty() && (' ' + std::string{in} + ' ').find(' ' + std::string{words} + ' ') != std::string::npos;
}

fit fit_of_key(const std::string& asked, std::string_view name)
{
    const auto has = key_of(name);
    if (has.empty() || asked.empty())
        return fit::other;
    if (has == asked)
        return fit::exact;
    if (has_words(has, asked) || has_words(asked, has))
        return fit::part;
    return reel::nearest(asked, {std::string_view{has}}).empty() ? fit::other : fit::near;
}

} // namespace

fit fit_of(std::string_view asked, const title& t)
{
    const auto key = key_of(asked);
    if (key.empty()) // nothing but punctuation
        return asked == t.name ? fit::exact : fit::other;
    return std::max(fit_of_key(key, t.name), fit_of_key(key, t.original_name));
}

int year_fit(std::optional<int> asked, const title& t)
{
    if (!asked)
        return 2;
    if (!t.year())
        return 0;
    return std::max(2 - std::abs(*asked - *t.year()), 0);
}

void rank(std::vector<title>& found, std::string_view asked, std::optional<int> year)
{
    struct ranked
    {
        std::tuple<bool, fit, int, double, std::int64_t> score; // of equals the older id
        title what;
    };
    std::vector<ranked> all;
    for (auto& one : found)
    {
        const auto years = year_fit(year, one);
        all.push_back({{years > 0, fit_of(asked, one), years, one.popularity, -one.id}, std::move(one)});
    }
    std::ranges::sort(all, [](const ranked& a, const ranked& b) { return a.score > b.score; });
    found.clear();
    for (auto& one : all)
        found.push_back(std::move(one.what));
}

bool far_more_popular(double one, double other)
{
    constexpr double far = 10; // "Dune" may be any of several; nobody means the short film of that name
    return one > 0 && one >= far * other;
}

const title* meant(const std::vector<title>& ranked, std::string_view asked, std::optional<int> year)
{
    std::vector<const title*> exact;
    for (const auto& one : ranked)
        if (fit_of(asked, one) == fit::exact && year_fit(year, one) > 0)
            exact.push_back(&one);
    if (exact.empty())
        return nullptr;
    const auto* best = exact.front();
    for (const auto* other : exact)
        if (other != best && year_fit(year, *other) == year_fit(year, *best) &&
            !far_more_popular(best->popularity, other->popularity))
            return nullptr;
    return best;
}

} // namespace reel_tmdb
