// SPDX-License-Identifier: MIT
// How the household came by its history: evening after evening, each with their own habits. Some shows and films are
// everybody's favourites; one show is watched by three people, who got to different places in it.
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/tautulli/history.hpp"
#include "tests/sim/tautulli/household.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace reel_sim::tautulli
{
namespace
{

constexpr int days_kept = 400;
constexpr std::int64_t a_day = 86'400;
constexpr std::string_view shared_show = "Breaking Bad";

struct habit
{
    std::uint32_t user;
    int evenings;                   ///< of a hundred
    int films;                      ///< of a hundred things watched
    bool live_and_music;            ///< now and then
    std::optional<int> of_shared;   ///< how many episodes of the shared show; nothing: never begun
    std::array<std::uint8_t, 2> on; ///< players
};

class diary
{
public:
    explicit diary(const catalogue& c) : c_{c}, r_{hash("tautulli") ^ c.works.size() ^ c.items.front().key}
    {
        for (std::size_t n = 0; n < 40; ++n)
            if (const auto film = any(kind::movie))
                films_.push_back(*film);
        for (std::size_t n = 0; n < 10; ++n)
            if (const auto show = any(kind::show))
                shows_.push_back(*show);
        for (std::uint32_t n = 0; n < c_.items.size() && n < 1000 && !shared_; ++n)
            if (usable(n, kind::show) && c_.work_of(c_.items[n]).title == shared_show)
                shared_ = n;
    }

    std::vector<play> write()
    {
        const auto users = household();
        for (const auto& h :
             {habit{users[1].id, 60, 35, false, 1000, {0, 1}}, habit{users[2].id, 50, 50, false, 20, {2, 5}},
              habit{users[3].id, 30, 80, false, 1, {3, 1}}, habit{users[4].id, 45, 25, true, std::nullopt, {4, 4}}})
            write_of(h);
        write_odd_rows();
        auto order = [](const play& p) { return std::tuple{p.started, p.user, p.reference, p.percent}; };
        std::sort(plays_.begin(), plays_.end(), [&](const play& a, const play& b) { return order(a) < order(b); });
        return std::move(plays_);
    }

private:
    struct progress
    {
        std::uint32_t show;
        std::size_t next;  ///< episode
        std::size_t until; ///< where they give up
    };

    bool usable(std::uint32_t n, kind k) const
    {
        const auto& i = c_.items[n];
        const auto* s = c_.find_section(i.section);
        return c_.work_of(i).kind == k && i.flaw == flaw::none && i.title.empty() && c_.visible(i) &&
               s->type == (k == kind::movie ? "movie" : "show") && (k == kind::movie || !episodes(n).empty());
    }

    std::optional<std::uint32_t> any(kind k)
    {
        for (int tries = 0; tries < 200; ++tries)
            if (const auto n = r_.below(c_.items.size()); usable(n, k))
                return n;
        return std::nullopt;
    }

    /// Without the specials.
    std::vector<place> episodes(std::uint32_t show) const
    {
        std::vector<place> out;
        const auto& seasons = c_.items[show].seasons;
        for (std::size_t s = 0; s < seasons.size(); ++s)
            for (std::size_t e = 0; seasons[s].number > 0 && e < seasons[s].episodes.size(); ++e)
                out.push_back({show, static_cast<std::int32_t>(s), static_cast<std::int32_t>(e)});
        return out;
    }

    progress begin_show()
    {
        const auto show = r_.one_in(3) || shows_.empty() ? any(kind::show).value_or(0) : r_.pick(shows_);
        return {show, 0, r_.one_in(3) ? 1 + r_.below(6) : 1000};
    }

    void write_of(const habit& h)
    {
        progress at =
            h.of_shared && shared_ ? progress{*shared_, 0, static_cast<std::size_t>(*h.of_shared)} : begin_show();
        for (int ago = days_kept; ago >= 0; --ago)
        {
            if (static_cast<int>(r_.below(100)) >= h.evenings)
                continue;
            auto when = (c_.now - ago * a_day) / a_day * a_day + 17 * 3600 + r_.below(4 * 3600);
            const bool film_night = static_cast<int>(r_.below(100)) < h.films && !films_.empty();
            if (h.live_and_music && r_.one_in(5))
                watch(h, r_.one_in(2) ? live_programme(1 + r_.below(90)) : track(1 + r_.below(8)), when);
            else if (film_night)
                watch_film(h, when);
            else
                for (int n = r_.between(1, 3); n > 0; --n)
                    when = watch_next(h, at, when);
        }
    }

    std::int64_t watch_next(const habit& h, progress& at, std::int64_t when)
    {
        auto all = episodes(at.show);
        while (at.next >= std::min(all.size(), at.until))
        {
            at = begin_show();
            all = episodes(at.show);
        }
        return watch(h, describe(c_, all[at.next++]), when) + 60;
    }

    void watch_film(const habit& h, std::int64_t when)
    {
        const auto film = r_.one_in(2) ? r_.pick(films_) : any(kind::movie).value_or(films_.front());
        auto what = describe(c_, place{film, -1, -1});
        if (!r_.one_in(6))
        {
            watch(h, std::move(what), when);
            return;
        }
        const auto group = ++groups_;
        int seen = r_.between(20, 45);
        record(h, what, when, 0, seen, group);
        if (r_.one_in(3))
            record(h, what, when += a_day * r_.between(1, 2), seen, seen + 20, group), seen += 20;
        record(h, what, when + a_day * r_.between(1, 20), seen, 97, group);
    }

    std::int64_t watch(const habit& h, subject what, std::int64_t when)
    {
        const int percent = what.live ? 100 : r_.one_in(8) ? r_.between(1, 84) : r_.between(90, 100);
        return record(h, std::move(what), when, 0, percent, ++groups_);
    }

    /// When it ended. What would not be over today never was.
    std::int64_t record(const habit& h, subject what, std::int64_t when, int from, int to, std::uint32_t group)
    {
        constexpr std::array<std::uint32_t, 6> pauses = {0, 0, 0, 15, 300, 1200};
        play p;
        p.reference = group;
        p.started = when;
        p.paused = r_.pick(pauses);
        p.stopped = when + what.seconds * static_cast<std::uint32_t>(to - from) / 100 + p.paused;
        p.user = h.user;
        p.player = h.on[r_.below(2)];
        p.percent = to;
        p.how = r_.one_in(4) ? decision::transcode : r_.one_in(5) ? decision::copy : decision::direct_play;
        p.what = std::move(what);
        if (p.stopped <= c_.now)
            plays_.push_back(p);
        return p.stopped;
    }

    /// Rows such as real databases hold, each of them enough to lose a page to a strict reader.
    void write_odd_rows()
    {
        if (films_.empty())
            return;
        const habit h{household()[2].id, 0, 0, false, std::nullopt, {2, 5}};
        auto add = [&](subject what, std::int64_t days, oddity odd) {
            record(h, std::move(what), c_.now - days * a_day - 5 * 3600, 0, 100, ++groups_);
            plays_.back().odd = odd;
        };
        auto gone = describe(c_, place{films_[0], -1, -1});
        gone.key = 700;
        gone.title = "A Film That Left";
        gone.guid = "local://700";
        add(std::move(gone), 3, oddity::none);
        add(describe(c_, place{films_[1 % films_.size()], -1, -1}), 4, oddity::null_title);
        add(describe(c_, place{films_[2 % films_.size()], -1, -1}), 5, oddity::text_numbers);
        add(describe(c_, place{films_[3 % films_.size()], -1, -1}), 6, oddity::empty_fields);
    }

    const catalogue& c_;
    random r_;
    std::vector<std::uint32_t> films_; ///< favourites
    std::vector<std::uint32_t> shows_;
    std::optional<std::uint32_t> shared_;
    std::uint32_t groups_ = 0;
    std::vector<play> plays_;
};

} // namespace

history::history(const catalogue& c)
{
    std::map<std::uint32_t, std::uint32_t> references; // by group: id of its first play
    for (auto& p : diary{c}.write())
    {
        const auto first = references.emplace(p.reference, plays_.size() + 1).first;
        p.reference = first->second;
        add(std::move(p));
    }
}

} // namespace reel_sim::tautulli
