// SPDX-License-Identifier: MIT
// Who wrote and is nobody of the house: refused once a day, as long as there are not many of them, and remembered for the owner, who may know them. Bounded; forgets
// with the process. Loop thread only; the clock outlives it.
#pragma once

#include <reel/clock.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace reeld::channels
{

struct stranger
{
    std::string channel; ///< instance of the plugin
    std::string link;    ///< what to call the account in a user's links
    std::string account;
    std::string name; ///< as they call themselves there; whatever they like
    reel::time_point first{};
    reel::time_point last{};
    std::uint64_t messages = 0;
};

class strangers
{
public:
    explicit strangers(reel::clock& clock) : clock_{clock} {}

    /// Notes a message; whether to answer it with a refusal.
    bool note(const std::string& channel, std::string_view link, const std::string& account, const std::string& name);
    /// The latest first.
    std::vector<stranger> list() const;
    /// Of one who has become known.
    void forget(std::string_view channel, std::string_view account);

private:
    struct entry
    {
        stranger who;
        std::chrono::nanoseconds answer_again{}; ///< in ticks of the clock
    };
    struct day
    {
        std::chrono::nanoseconds until{};
        int refusals = 0;
    };
    bool may_refuse(const std::string& channel);

    reel::clock& clock_;
    std::vector<entry> entries_; ///< the latest last
    std::map<std::string, day> days_;
};

} // namespace reeld::channels
