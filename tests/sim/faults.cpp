// SPDX-License-Identifier: MIT
#include "tests/sim/faults.hpp"

#include "tests/sim/message.hpp"

#include <algorithm>
#include <utility>

namespace reel_sim
{
namespace
{

constexpr std::pair<std::string_view, fault_kind> kinds[] = {
    {"refuse", fault_kind::refuse}, {"stall", fault_kind::stall},     {"delay", fault_kind::delay},
    {"cut", fault_kind::cut},       {"hang", fault_kind::hang},       {"drip", fault_kind::drip},
    {"shape", fault_kind::shape},   {"garbage", fault_kind::garbage}, {"html", fault_kind::html},
};

reel::error mistake(std::string_view text)
{
    std::string known;
    for (const auto& [name, kind] : kinds)
        known.append(name).append(", ");
    return {reel::errc::bad_argument, "not a fault: \"" + std::string{text} +
                                          "\"; write PATH=KIND[:ARGUMENT][*TIMES], KIND being " + known +
                                          "or a status code from 400 to 599"};
}

} // namespace

reel::result<fault> parse_fault(std::string_view text)
{
    const auto equals = text.rfind('=');
    if (equals == text.npos || !text.starts_with('/'))
        return mistake(text);
    fault f;
    f.path = text.substr(0, equals);
    auto rest = text.substr(equals + 1);
    if (const auto star = rest.find('*'); star != rest.npos)
    {
        f.times = parse_number<int>(rest.substr(star + 1)).value_or(0);
        if (f.times < 1)
            return mistake(text);
        rest = rest.substr(0, star);
    }
    if (const auto colon = rest.find(':'); colon != rest.npos)
    {
        f.argument = parse_number<std::uint64_t>(rest.substr(colon + 1));
        if (!f.argument)
            return mistake(text);
        rest = rest.substr(0, colon);
    }
    const auto* known =
        std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& k) { return k.first == rest; });
    if (known != std::end(kinds))
        f.kind = known->second;
    else
    {
        f.kind = fault_kind::status;
        f.code = parse_number<int>(rest).value_or(0);
        if (f.code < 400 || f.code > 599)
            return mistake(text);
    }
    return f;
}

std::string to_string(const fault& f)
{
    std::string out = f.path + "=";
    const auto* known =
        std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& k) { return k.second == f.kind; });
    out += known == std::end(kinds) ? std::to_string(f.code) : std::string{known->first};
    if (f.argument)
        out += ":" + std::to_string(*f.argument);
    if (f.times >= 0)
        out += "*" + std::to_string(f.times);
    return out;
}

void fault_plan::clear(std::string_view path)
{
    std::erase_if(faults_, [&](const fault& f) { return path.empty() || f.path == path; });
}

std::optional<fault> fault_plan::take(std::string_view path)
{
    const auto found =
        std::find_if(faults_.rbegin(), faults_.rend(), [&](const fault& f) { return path.starts_with(f.path); });
    if (found == faults_.rend())
        return std::nullopt;
    auto taken = *found;
    if (found->times > 0 && --found->times == 0)
        faults_.erase(std::next(found).base());
    return taken;
}

} // namespace reel_sim
