// SPDX-License-Identifier: MIT
// Whatever TMDB answers, what is read from it makes sense.
#include "plugins/tmdb/availability.hpp"
#include "plugins/tmdb/decoder.hpp"
#include "plugins/tmdb/details_answer.hpp"
#include "plugins/tmdb/genres.hpp"
#include "plugins/tmdb/rank.hpp"
#include "plugins/tmdb/wording.hpp"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

using namespace reel_tmdb;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool sensible(const title& t)
{
    return t.id > 0 && !t.name.empty() && t.rating >= 0 && t.rating <= 10 && t.votes >= 0 &&
           (!t.released || t.released->ok());
}

void read_titles(std::string_view body)
{
    for (const auto assumed : {std::optional<kind>{}, std::optional{kind::movie}, std::optional{kind::show}})
    {
        auto page = decode_titles(body, assumed);
        if (!page)
            continue;
        require(page->pages >= 1 && page->pages <= 500);
        std::set<std::pair<kind, std::int64_t>> seen;
        for (const auto& t : page->titles)
            require(sensible(t) && seen.emplace(t.kind, t.id).second);
        const auto count = page->titles.size();
        rank(page->titles, "dune", 2021);
        require(page->titles.size() == count);
        (void)say_found("dune", entries_of(page->titles));
    }
}

void read_details(std::string_view body)
{
    using namespace std::chrono_literals;
    for (const auto what : {kind::movie, kind::show})
    {
        const auto d = decode_details(body, what, "US");
        if (!d)
            continue;
        require(sensible(*d));
        const auto answer = answer_of(*d, "US", true, 2026y / 1 / 1);
        int last = -1;
        if (answer.seasons)
            for (const auto& s : *answer.seasons)
            {
                require(s.season > last && s.aired >= 0 && s.unaired >= 0 && s.aired + s.unaired == s.episodes);
                last = s.season;
            }
        require(!say_details(answer).empty());
    }
    (void)decode_appended_seasons(body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    read_titles(body);
    read_details(body);
    if (const auto names = decode_names(body))
        for (const auto& one : *names)
            require(one.id > 0 && !one.name.empty());
    if (const auto ids = decode_external_ids(body))
        require(ids->tvdb >= 0 && (ids->imdb.empty() || ids->imdb.starts_with("tt")));
    (void)status_message(body);
    require(decode_marks(body, 2).of.size() == 2);
    (void)choose_genre(known_genres(), kind::show, body.substr(0, 200));
    return 0;
}
