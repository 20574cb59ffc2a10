// SPDX-License-Identifier: MIT
#include "plugins/plex/copies.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace reel_plex
{

namespace
{

bool share(const std::vector<external_id>& a, const std::vector<external_id>& b)
{
    return std::ranges::any_of(a, [&](const auto& id) { return std::ranges::find(b, id) != b.end(); });
}

} // namespace

bool contradict(const std::vector<external_id>& a, const std::vector<external_id>& b)
{
    for (const auto space : {id_space::tmdb, id_space::tvdb, id_space::imdb, id_space::plex})
    {
        bool both = false, shared = false;
        for (const auto& x : a)
            for (const auto& y : b)
                if (x.space == space && y.space == space)
                {
                    both = true;
                    shared = shared || x == y;
                }
        if (both && !shared)
            return true;
    }
    return false;
}

bool same_work(const row& a, const row& b)
{
    if (a == b)
        return true;
    const auto ids_a = a.ids(), ids_b = b.ids();
    if (share(ids_a, ids_b))
        return true;
    if (contradict(ids_a, ids_b) || a.year() == 0 || a.year() != b.year())
        return false;
    return fold_title(a.title()).literal == fold_title(b.title()).literal;
}

void add_once(std::vector<row>& to, const row& r)
{
    if (std::ranges::find(to, r) == to.end())
        to.push_back(r);
}

void add_copies(const library& in, std::vector<row>& rows)
{
    std::vector<std::uint32_t> positions;
    for (std::size_t i = 0; i < rows.size() && rows.size() < most_compared; ++i)
    {
        const auto first = rows[i];
        for (const auto& id : first.ids())
            for (const auto& copy : in.find(first.kind(), id))
                add_once(rows, copy);
        const auto key = fold_title(first.title()).key;
        for (const auto& s : in.sections)
        {
            if (s->kind() != first.kind())
                continue;
            positions.clear();
            s->titles().exact(key, positions);
            positions.resize(std::min(positions.size(), most_compared));
            for (auto p : positions)
                if (same_work(first, (*s)[p]))
                    add_once(rows, (*s)[p]);
        }
    }
}

void sort_copies(std::vector<row>& rows)
{
    std::ranges::sort(rows, {}, [](const row& r) {
        return std::tuple{-std::bit_width(r.resolutions()), r.edition(), &r.in(), r.position()};
    });
}

} // namespace reel_plex
