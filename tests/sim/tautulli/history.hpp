// SPDX-License-Identifier: MIT
// The ground truth: every play that the simulated Tautulli wrote down, and the questions that tests ask of it, answered
// without any of the service's code. A film that was left and resumed is several plays with one reference. Loop thread
// only; references to plays live until the next add().
#pragma once

#include "tests/sim/tautulli/subject.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::tautulli
{

enum class decision : std::uint8_t
{
    direct_play,
    copy, ///< what people call a direct stream
    transcode,
};

std::string_view name_of(decision d) noexcept;

/// What is wrong with a play's row.
enum class oddity : std::uint8_t
{
    none,
    null_title,   ///< title and full_title are null
    text_numbers, ///< rating_key, year, duration and percent_complete are strings
    empty_fields, ///< year, guid, thumb, platform and player are ""
};

struct play
{
    std::uint32_t id = 0;
    std::uint32_t reference = 0; ///< id of the first play of its group
    std::int64_t started = 0;
    std::int64_t stopped = 0;
    std::uint32_t paused = 0; ///< seconds
    std::uint32_t user = 0;   ///< id
    std::uint8_t player = 0;  ///< index into players()
    subject what;
    int percent = 100;
    decision how = decision::direct_play;
    oddity odd = oddity::none;
    std::string day; ///< on which it started in the machine's time zone, "2026-11-22"

    std::int64_t seconds() const noexcept { return stopped - started - paused; }
};

/// 0, 0.25, 0.5, 0.75 or 1, as the quarters of 85 per cent are passed.
double watched_status(int percent, bool live) noexcept;

class history
{
public:
    history() = default;
    /// About 400 days up to the catalogue's today.
    explicit history(const catalogue& c);

    const std::vector<play>& plays() const noexcept { return plays_; } ///< in order of id, which is that of time
    /// Completes id, day, and reference when it is 0.
    const play& add(play p);

private:
    std::vector<play> plays_;
};

// ---- ground truth ----
struct watched_work
{
    std::string title; ///< of the film or show
    std::uint32_t key = 0;
    std::uint32_t plays = 0; ///< groups
    std::uint32_t users = 0;
    std::int64_t seconds = 0;
    std::int64_t last = 0; ///< when the latest play began
};

enum class rank_by : std::uint8_t
{
    plays,
    duration,
    users,
};

inline constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::max();

/// Those that began in [from, until), oldest first.
std::vector<const play*> plays_of(const history& h, std::uint32_t user, std::int64_t from = 0,
                                  std::int64_t until = ever);
/// Films, shows or artists by plays that ended at `since` or later, most first; live TV is not counted.
std::vector<watched_work> most_watched(const history& h, media type, std::int64_t since, rank_by by);

} // namespace reel_sim::tautulli
