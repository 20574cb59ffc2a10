// SPDX-License-Identifier: MIT
// The arguments of a command, read as Python reads them. Views into the request.
#pragma once

#include "tests/sim/message.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace reel_sim::tautulli
{

/// An exception inside a command: 500, "Check the logs for errors".
struct failure
{};

class arguments
{
public:
    explicit arguments(const parameters& all) : all_{all} {}

    std::optional<std::string_view> find(std::string_view name) const
    {
        for (const auto& [key, value] : all_)
            if (key == name)
                return value;
        return std::nullopt;
    }
    std::string_view text(std::string_view name) const { return find(name).value_or(""); }
    /// int(…), which throws for what is none.
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const
    {
        const auto found = find(name);
        if (!found)
            return otherwise;
        if (const auto n = parse_number<std::int64_t>(found))
            return *n;
        throw failure{};
    }
    /// helpers.bool_true: nothing said, or nothing that is a yes or a no.
    bool flag(std::string_view name, bool otherwise) const
    {
        const auto said = find(name);
        return said ? *said == "1" || *said == "true" || *said == "yes" || *said == "on" || *said == "t" : otherwise;
    }
    /// The parts of a comma list, without blanks; empty when it is not given or blank, which filters nothing.
    std::vector<std::string_view> list(std::string_view name) const
    {
        std::vector<std::string_view> out;
        for (auto rest = text(name); !rest.empty();)
        {
            auto part = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(rest.size(), part.size() + 1));
            part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
            part = part.substr(0, part.find_last_not_of(' ') + 1);
            if (!part.empty())
                out.push_back(part);
        }
        return out;
    }

private:
    const parameters& all_;
};

/// Tautulli's way of "no answer": 400 with a message of null.
struct missing_argument
{};

} // namespace reel_sim::tautulli
