// SPDX-License-Identifier: MIT
// How works and copies come to be, whichever they are: ids, seeds, dates, seasons, quotas of the sections. What there is to
// be is the generator's business.
#pragma once

#include "tests/sim/catalogue/generator.hpp"
#include "tests/sim/catalogue/random.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_sim
{

enum section_key : std::uint16_t
{
    films = 1,
    series,
    films_4k,
    anime,
    kids,
    documentaries,
    home_videos,
    music,
    scratch,
};

class builder
{
public:
    explicit builder(const catalogue_options& options);
    catalogue finish() && { return std::move(world_); }

    std::uint64_t seed() const noexcept { return seed_; }
    const catalogue& world() const noexcept { return world_; }

    /// Completes ids that are 0, length and seed.
    std::uint32_t add_work(work w);
    std::uint32_t invent_work(kind k, bool anime = false);
    /// One that nobody can own yet.
    std::uint32_t invent_announced(kind k, outlook what);
    std::uint32_t invent_adult_film();
    std::uint32_t work_index(kind k, std::string_view title, int year) const;

    /// A copy without flaws, of everything that has aired of the work.
    item draft(section_key where, std::uint32_t work_index) const;
    item draft(section_key where, kind k, std::string_view title, int year) const
    {
        return draft(where, work_index(k, title, year));
    }
    void put(item i);

    bool owned(std::uint32_t work_index) const { return owned_[work_index]; }
    std::size_t count(section_key where) const { return counts_[where]; }
    std::size_t quota(section_key where) const { return quotas_[where]; }
    bool room(section_key where) const { return counts_[where] < quotas_[where]; }

private:
    void make_sections();
    void invent_seasons(random& r, work& w) const;

    std::uint64_t seed_;
    catalogue world_;
    std::array<std::size_t, 10> quotas_{};           // by section
    std::array<std::size_t, 10> counts_{};           // by section
    std::array<std::uint32_t, 2> numbers_{};         // of works, by kind
    std::vector<bool> owned_;                        // by work
    boost::unordered_flat_set<std::uint64_t> taken_; // hashes of (kind, title, year)
};

} // namespace reel_sim
