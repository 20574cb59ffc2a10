// SPDX-License-Identifier: MIT
#include "plugins/tmdb/genres.hpp"

#include <reel/config.hpp>
#include <reel/text.hpp>

#include <algorithm>
#include <array>

namespace reel_tmdb
{

namespace
{

/// What people say, folded, and what it is: names of genres (all must fit; "a|b": one of them), or "#keyword".
struct alias
{
    std::string_view said;
    std::string_view movie;
    std::string_view show;
};

constexpr std::array aliases{
    alias{"sci fi", "science fiction", "sci fi and fantasy"},
    alias{"scifi", "science fiction", "sci fi and fantasy"},
    alias{"sf", "science fiction", "sci fi and fantasy"},
    alias{"science fiction", "science fiction", "sci fi and fantasy"},
    alias{"sci fi and fantasy", "science fiction|fantasy", "sci fi and fantasy"},
    alias{"fantasy", "fantasy", "sci fi and fantasy"},
    alias{"action", "action", "action and adventure"},
    alias{"adventure", "adventure", "action and adventure"},
    alias{"action and adventure", "action|adventure", "action and adventure"},
    alias{"war", "war", "war and politics"},
    alias{"politics", "#politics", "war and politics"},
    alias{"political", "#politics", "war and politics"},
    alias{"war and politics", "war", "war and politics"},
    alias{"kids", "family", "kids"},
    alias{"children", "family", "kids"},
    alias{"childrens", "family", "kids"},
    alias{"for kids", "family", "kids"},
    alias{"family", "family", "family"},
    alias{"romcom", "romance,comedy", "comedy,#romance"},
    alias{"rom com", "romance,comedy", "comedy,#romance"},
    alias{"romantic comedy", "romance,comedy", "comedy,#romance"},
    alias{"romance", "romance", "#romance"},
    alias{"romantic", "romance", "#romance"},
    alias{"love story", "romance", "#romance"},
    alias{"horror", "horror", "#horror"},
    alias{"scary", "horror", "#horror"},
    alias{"thriller", "thriller", "#thriller"},
    alias{"suspense", "thriller", "#suspense"},
    alias{"history", "history", "#history"},
    alias{"historical", "history", "#historical"},
    alias{"period", "history", "#period drama"},
    alias{"period drama", "history,drama", "#period drama"},
    alias{"music", "music", "#music"},
    alias{"musical", "music", "#musical"},
    alias{"dramedy", "comedy,drama", "comedy,drama"},
    alias{"animated", "animation", "animation"},
    alias{"cartoon", "animation", "animation"},
    alias{"documentaries", "documentary", "documentary"},
    alias{"doc", "documentary", "documentary"},
    alias{"docu", "documentary", "documentary"},
    alias{"true crime", "#true crime", "#true crime"},
    alias{"superhero", "#superhero", "#superhero"},
    alias{"noir", "#film noir", "#noir"},
    alias{"film noir", "#film noir", "#noir"},
    alias{"biopic", "#biography", "#biography"},
    alias{"biography", "#biography", "#biography"},
    alias{"sitcom", "comedy", "#sitcom"},
    alias{"soap opera", "drama", "soap"},
    alias{"telenovela", "drama", "soap"},
    alias{"talk show", "#talk show", "talk"},
    alias{"reality tv", "#reality tv", "reality"},
    alias{"game show", "#game show", "reality"},
    alias{"spy", "#spy", "#spy"},
    alias{"sports", "#sports", "#sports"},
    alias{"western", "western", "western"},
};

constexpr int animation = 16;

const named* genre_named(const std::vector<named>& genres, std::string_view folded)
{
    for (const auto& one : genres)
        if (reel::fold_name(one.name) == folded)
            return &one;
    return nullptr;
}

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> out;
    while (!text.empty())
    {
        const auto cut = std::min(text.find(by), text.size());
        out.push_back(text.substr(0, cut));
        text.remove_prefix(std::min(cut + 1, text.size()));
    }
    return out;
}

/// Nothing when a list of TMDB's lacks one of the names.
std::optional<genre_choice> choice_of(const std::vector<named>& genres, std::string_view meaning, std::string_view said)
{
    genre_choice out;
    std::vector<std::string> names;
    for (const auto part : split(meaning, ','))
    {
        if (part.starts_with('#'))
        {
            out.keyword = std::string{part.substr(1)};
            continue;
        }
        std::vector<int> group;
        for (const auto name : split(part, '|'))
            if (const auto* one = genre_named(genres, name))
            {
                group.push_back(static_cast<int>(one->id));
                names.push_back(one->name);
            }
        if (group.empty())
            return std::nullopt;
        out.ids.push_back(std::move(group));
    }
    out.name = out.keyword ? std::string{said} : reel::listed(names);
    return out;
}

genre_choice anime()
{
    return {{{animation}}, std::nullopt, "ja", "anime"};
}

std::optional<genre_choice> choose_folded(const std::vector<named>& genres, kind what, std::string_view said)
{
    if (said == "anime" || said == "japanese animation")
        return anime();
    if (const auto* one = genre_named(genres, said))
        return genre_choice{{{static_cast<int>(one->id)}}, std::nullopt, {}, one->name};
    for (const auto& one : aliases)
        if (one.said == said)
            if (auto out = choice_of(genres, what == kind::movie ? one.movie : one.show, said))
                return out;
    return std::nullopt;
}

/// "comedies" -> "comedy", "thrillers" -> "thriller", "horror movies" -> "horror".
std::string simplified(std::string said)
{
    for (const std::string_view word : {" movies", " movie", " films", " film", " shows", " show", " series", " genre"})
        if (said.ends_with(word))
            said.resize(said.size() - word.size());
    if (said.ends_with("ies") && said != "series")
        return said.replace(said.size() - 3, 3, "y");
    if (said.ends_with('s') && !said.ends_with("ss") && said.size() > 4)
        said.pop_back();
    return said;
}

} // namespace

genre_table known_genres()
{
    return {{{28, "Action"},
             {12, "Adventure"},
             {16, "Animation"},
             {35, "Comedy"},
             {80, "Crime"},
             {99, "Documentary"},
             {18, "Drama"},
             {10751, "Family"},
             {14, "Fantasy"},
             {36, "History"},
             {27, "Horror"},
             {10402, "Music"},
             {9648, "Mystery"},
             {10749, "Romance"},
             {878, "Science Fiction"},
             {10770, "TV Movie"},
             {53, "Thriller"},
             {10752, "War"},
             {37, "Western"}},
            {{10759, "Action & Adventure"},
             {16, "Animation"},
             {35, "Comedy"},
             {80, "Crime"},
             {99, "Documentary"},
             {18, "Drama"},
             {10751, "Family"},
             {10762, "Kids"},
             {9648, "Mystery"},
             {10763, "News"},
             {10764, "Reality"},
             {10765, "Sci-Fi & Fantasy"},
             {10766, "Soap"},
             {10767, "Talk"},
             {10768, "War & Politics"},
             {37, "Western"}}};
}

std::optional<genre_choice> choose_genre(const genre_table& table, kind what, std::string_view asked)
{
    const auto& genres = table.of(what);
    const auto said = reel::fold_name(asked);
    if (auto out = choose_folded(genres, what, said))
        return out;
    const auto plain = simplified(said);
    if (auto out = choose_folded(genres, what, plain))
        return out;

    std::vector<std::string> names{"anime"}; // a slip of the finger, perhaps
    for (const auto& one : genres)
        names.push_back(reel::fold_name(one.name));
    std::vector<std::string_view> candidates{names.begin(), names.end()};
    for (const auto& one : aliases)
        if (one.said.size() > 4)
            candidates.push_back(one.said);
    const auto near = reel::nearest(plain, candidates);
    return near.empty() ? std::nullopt : choose_folded(genres, what, near);
}

bool fits(const genre_choice& choice, const std::vector<int>& genres)
{
    return std::all_of(choice.ids.begin(), choice.ids.end(), [&](const std::vector<int>& group) {
        return std::any_of(group.begin(), group.end(),
                           [&](int id) { return std::find(genres.begin(), genres.end(), id) != genres.end(); });
    });
}

std::string names_of(const std::vector<named>& genres)
{
    std::vector<std::string> out;
    for (const auto& one : genres)
        out.push_back(one.name);
    return reel::listed(out);
}

} // namespace reel_tmdb
