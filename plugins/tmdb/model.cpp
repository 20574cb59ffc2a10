// SPDX-License-Identifier: MIT
#include "plugins/tmdb/model.hpp"

namespace reel_tmdb
{

namespace
{

std::size_t weight(const std::string& text)
{
    return sizeof text + text.capacity();
}
std::size_t weight(const named& n)
{
    std::size_t out = sizeof n + n.name.capacity();
    for (const auto& one : n.known_for)
        out += weight(one);
    return out;
}
std::size_t weight(const title& t)
{
    return sizeof t + t.name.capacity() + t.original_name.capacity() + t.overview.capacity() + t.poster.capacity() +
           t.genres.capacity() * sizeof(int);
}
std::size_t weight(const cast_member& c)
{
    return sizeof c + c.name.capacity() + c.character.capacity();
}
std::size_t weight(const season& s)
{
    std::size_t out = sizeof s + s.name.capacity();
    for (const auto& e : s.episodes)
        out += sizeof e + e.name.capacity();
    return out;
}

template <class T>
std::size_t all(const std::vector<T>& list)
{
    std::size_t out = 0;
    for (const auto& one : list)
        out += weight(one);
    return out;
}

} // namespace

std::size_t weight(const title_page& page)
{
    return sizeof page + all(page.titles);
}

std::size_t weight(const std::vector<named>& names)
{
    return sizeof names + all(names);
}

std::size_t weight(const details& d)
{
    return weight(static_cast<const title&>(d)) + (sizeof(details) - sizeof(title)) + all(d.genre_names) +
           d.keywords.capacity() * sizeof(std::int64_t) + all(d.cast) + all(d.makers) + all(d.networks) +
           all(d.watch.stream) + all(d.watch.rent) + all(d.watch.buy) + all(d.seasons);
}

} // namespace reel_tmdb
