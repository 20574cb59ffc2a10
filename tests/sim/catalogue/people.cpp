// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/people.hpp"

#include "tests/sim/catalogue/known_titles.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/titles.hpp"

#include <algorithm>
#include <string_view>

namespace reel_sim
{
namespace
{

constexpr std::uint32_t first_invented = 80'000'000;
constexpr std::uint32_t invented = 8'000;
constexpr std::uint32_t first_director = 81'000'000; // who exist, and whose ids the author does not know
constexpr std::size_t billed = 8;

struct star
{
    std::uint32_t id;
    std::string_view name;
    int gender;
    std::vector<std::uint32_t> films; ///< tmdb ids
    std::vector<std::uint32_t> shows;
};

const std::vector<star>& stars()
{
    static const std::vector<star> list = {
        {3, "Harrison Ford", 2, {78, 335984, 11, 1891, 1892}, {}},
        {31, "Tom Hanks", 2, {862, 863, 10193, 301528, 640}, {4613}},
        {380, "Robert De Niro", 2, {240, 949}, {}},
        {884, "Steve Buscemi", 2, {275}, {}},
        {1100, "Arnold Schwarzenegger", 2, {218, 280, 861}, {}},
        {1158, "Al Pacino", 2, {238, 240, 949}, {}},
        {3905, "William H. Macy", 2, {275}, {}},
        {3910, "Frances McDormand", 1, {275}, {}},
        {6193, "Leonardo DiCaprio", 2, {597, 640, 27205}, {}},
        {6384, "Keanu Reeves", 2, {603, 604, 605}, {}},
        {10205, "Sigourney Weaver", 1, {348, 679, 8077, 19995}, {}},
        {12214, "Gillian Anderson", 1, {}, {4087, 65494}},
        {17419, "Bryan Cranston", 2, {64635}, {1396}},
    };
    return list;
}

const std::vector<std::string_view>& directors()
{
    static const auto list = [] {
        std::vector<std::string_view> names;
        for (const auto& f : known_films())
            names.push_back(f.director);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        return names;
    }();
    return list;
}

/// The first of the pool are in many works, the last in hardly any.
std::uint32_t somebody(random& r)
{
    const std::uint64_t a = r.below(invented), b = r.below(invented);
    return first_invented + static_cast<std::uint32_t>(a * b / invented);
}

std::vector<std::uint32_t> some_people(random& r, std::vector<std::uint32_t> people, std::size_t n)
{
    while (people.size() < n)
        if (const auto id = somebody(r); std::find(people.begin(), people.end(), id) == people.end())
            people.push_back(id);
    return people;
}

const star* star_of(std::uint32_t id)
{
    const auto found = std::find_if(stars().begin(), stars().end(), [&](const star& s) { return s.id == id; });
    return found == stars().end() ? nullptr : &*found;
}

} // namespace

std::vector<std::uint32_t> cast_of(const work& w)
{
    random r{w.seed ^ 11};
    std::vector<std::uint32_t> people;
    people.reserve(billed);
    if (w.tmdb < first_invented)
        for (const auto& s : stars())
        {
            const auto& in = w.kind == kind::movie ? s.films : s.shows;
            if (std::find(in.begin(), in.end(), w.tmdb) != in.end())
                people.push_back(s.id);
        }
    return some_people(r, std::move(people), billed);
}

std::uint32_t director_of(const work& w)
{
    const auto& known = directors();
    const auto found = std::lower_bound(known.begin(), known.end(), w.director);
    if (!w.director.empty() && found != known.end() && *found == w.director)
        return first_director + static_cast<std::uint32_t>(found - known.begin());
    random r{w.seed ^ 12};
    return somebody(r);
}

std::vector<std::uint32_t> writers_of(const work& w)
{
    random r{w.seed ^ 13};
    const auto n = static_cast<std::size_t>(r.between(1, 3));
    return some_people(r, {}, n);
}

std::string name_of_person(std::uint32_t id)
{
    if (id >= first_director && id < first_director + directors().size())
        return std::string{directors()[id - first_director]};
    if (id < first_invented)
        return star_of(id) ? std::string{star_of(id)->name} : std::string{};
    auto n = id - first_invented;
    if (n >= invented)
        return {};
    if (n == 7 || n % 500 == 499) // namesakes: two that are in many works, and a few more
        n = n == 7 ? 3 : n - 1;
    return numbered_name(n);
}

int gender_of_person(std::uint32_t id) noexcept
{
    if (id < first_invented)
        return star_of(id) ? star_of(id)->gender : 0;
    return id < first_director ? static_cast<int>(mix(id) % 3) : 0;
}

std::string_view department_of_person(std::uint32_t id) noexcept
{
    return id < first_director ? "Acting" : "Directing";
}

std::uint32_t popularity_of_person(std::uint32_t id) noexcept
{
    return static_cast<std::uint32_t>(300 + mix(id) % (id < first_invented ? 60'000 : 9'000));
}

} // namespace reel_sim
