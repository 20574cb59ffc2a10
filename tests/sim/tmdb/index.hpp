// SPDX-License-Identifier: MIT
// Finds works by their ids, people by what they were in, and keeps the titles folded for searching. Made when it is first
// asked, grows with the catalogue; the catalogue must outlive it. Pointers are good until works are added. Loop thread only.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::tmdb
{

struct credit
{
    std::uint32_t work = 0; ///< index
    int order = 0;          ///< of the cast; -1: crew
    std::string_view job;   ///< of the crew: "Director", "Creator", "Writer"
};

struct person
{
    std::string folded_name;
    std::vector<credit> credits; ///< by work
};

struct folded_title
{
    std::string title;
    std::string original;
};

class index
{
public:
    explicit index(const catalogue& world) : world_{world} {}

    /// Takes in what has been added; to be called before a question.
    void refresh();

    const work* find(kind k, std::uint32_t tmdb) const;
    const work* find_imdb(std::uint32_t imdb) const;
    const work* find_tvdb(std::uint32_t tvdb) const;

    /// By index of the work.
    const std::vector<folded_title>& titles();
    /// By id.
    const std::map<std::uint32_t, person>& people();

private:
    std::vector<credit>& credits_of(std::uint32_t person);

    using ids = boost::unordered_flat_map<std::uint32_t, std::uint32_t>;
    const work* found(const ids& in, std::uint32_t id) const;

    const catalogue& world_;
    std::size_t known_ = 0;
    ids movies_, shows_, imdb_, tvdb_;
    std::vector<folded_title> titles_;
    std::map<std::uint32_t, person> people_;
    std::size_t credited_ = 0;
};

} // namespace reel_sim::tmdb
