// SPDX-License-Identifier: MIT
#include "core/channels/strangers.hpp"

#include <reel/text.hpp>

#include <algorithm>

namespace reeld::channels
{

namespace
{

constexpr std::size_t most = 200;
constexpr std::size_t longest_name = 60;
constexpr std::chrono::hours silence{24};
constexpr int most_refusals = 20; // of a channel in that time, whoever asks: each may cost the owner money

} // namespace

bool strangers::note(const std::string& channel, std::string_view link, const std::string& account,
                     const std::string& name)
{
    const auto found = std::ranges::find_if(
        entries_, [&](const entry& e) { return e.who.account == account && e.who.channel == channel; });
    entry now;
    if (found != entries_.end())
    {
        now = std::move(*found);
        entries_.erase(found);
    }
    else
    {
        now.who = {channel, std::string{link}, account, {}, clock_.now(), {}, 0};
        now.answer_again = clock_.ticks();
        if (entries_.size() == most)
            entries_.erase(entries_.begin());
    }
    now.who.name = reel::shown(name, longest_name);
    now.who.last = clock_.now();
    ++now.who.messages;
    const bool answer = clock_.ticks() >= now.answer_again && may_refuse(channel);
    if (answer)
        now.answer_again = clock_.ticks() + silence;
    entries_.push_back(std::move(now));
    return answer;
}

bool strangers::may_refuse(const std::string& channel)
{
    auto& day = days_[channel];
    if (day.refusals == 0 || clock_.ticks() >= day.until)
        day = {clock_.ticks() + silence, 0};
    return day.refusals < most_refusals && ++day.refusals > 0;
}

std::vector<stranger> strangers::list() const
{
    std::vector<stranger> out;
    for (auto e = entries_.rbegin(); e != entries_.rend(); ++e)
        out.push_back(e->who);
    return out;
}

void strangers::forget(std::string_view channel, std::string_view account)
{
    std::erase_if(entries_, [&](const entry& e) { return e.who.account == account && e.who.channel == channel; });
}

} // namespace reeld::channels
