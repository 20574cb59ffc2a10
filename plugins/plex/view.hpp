// SPDX-License-Identifier: MIT
// What answers are made from: the library as it is known at one moment, and how far each half of it can be trusted.
// Immutable once published; a reader keeps the one it started with.
#pragma once

#include "plugins/plex/index.hpp"

#include <reel/time.hpp>

#include <string>
#include <vector>

namespace reel_plex
{

/// How much the sections of one kind are worth.
struct freshness
{
    reel::time_point as_of{};            ///< when the oldest of them was last known to be true; epoch: nothing is known
    bool stale = false;                  ///< some are of an earlier run, or could not be read when last tried
    bool pending = false;                ///< some have not been read yet
    std::vector<std::string> unreadable; ///< titles of those that could not be read when last tried, fit to be shown
};

struct view
{
    reel_plex::library library;
    freshness movies;
    freshness shows;

    const freshness& of(kind k) const { return k == kind::movie ? movies : shows; }
};

/// Of an answer that rests on both.
inline freshness together(const freshness& a, const freshness& b)
{
    freshness out{a.as_of, a.stale || b.stale, a.pending || b.pending, a.unreadable};
    if (out.as_of == reel::time_point{} || (b.as_of != reel::time_point{} && b.as_of < out.as_of))
        out.as_of = b.as_of;
    out.unreadable.insert(out.unreadable.end(), b.unreadable.begin(), b.unreadable.end());
    return out;
}

} // namespace reel_plex
