// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/index.hpp"

#include "tests/sim/catalogue/people.hpp"

#include <reel/text.hpp>

namespace reel_sim::tmdb
{

void index::refresh()
{
    for (; known_ < world_.works.size(); ++known_)
    {
        const auto& w = world_.works[known_];
        if (!w.known_to_providers)
            continue;
        const auto at = static_cast<std::uint32_t>(known_);
        (w.kind == kind::movie ? movies_ : shows_).try_emplace(w.tmdb, at);
        imdb_.try_emplace(w.imdb, at);
        if (w.kind == kind::show)
            tvdb_.try_emplace(w.tvdb, at);
    }
}

const work* index::found(const ids& in, std::uint32_t id) const
{
    const auto at = in.find(id);
    return id == 0 || at == in.end() ? nullptr : &world_.works[at->second];
}

const work* index::find(kind k, std::uint32_t tmdb) const
{
    return found(k == kind::movie ? movies_ : shows_, tmdb);
}

const work* index::find_imdb(std::uint32_t imdb) const
{
    return found(imdb_, imdb);
}

const work* index::find_tvdb(std::uint32_t tvdb) const
{
    return found(tvdb_, tvdb);
}

const std::vector<folded_title>& index::titles()
{
    for (auto at = titles_.size(); at < world_.works.size(); ++at)
    {
        const auto& w = world_.works[at];
        titles_.push_back(
            {reel::fold_name(w.title), w.original_title.empty() ? std::string{} : reel::fold_name(w.original_title)});
    }
    return titles_;
}

std::vector<credit>& index::credits_of(std::uint32_t person)
{
    auto& found = people_[person];
    if (found.folded_name.empty())
        found.folded_name = reel::fold_name(name_of_person(person));
    return found.credits;
}

const std::map<std::uint32_t, person>& index::people()
{
    for (; credited_ < world_.works.size(); ++credited_)
    {
        const auto& w = world_.works[credited_];
        if (!w.known_to_providers)
            continue;
        const auto at = static_cast<std::uint32_t>(credited_);
        int order = 0;
        for (auto id : cast_of(w))
            credits_of(id).push_back({at, order++, {}});
        credits_of(director_of(w)).push_back({at, -1, w.kind == kind::movie ? "Director" : "Creator"});
        for (auto id : writers_of(w))
            credits_of(id).push_back({at, -1, "Writer"});
    }
    return people_;
}

} // namespace reel_sim::tmdb
