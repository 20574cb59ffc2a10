// SPDX-License-Identifier: MIT
#include "core/conversation/budget.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace reeld::conversation
{

namespace json = boost::json;

namespace
{

constexpr std::size_t all = static_cast<std::size_t>(-1);
constexpr std::string_view more = "…";

/// The longest that may stay.
struct lengths
{
    std::size_t list = all;
    std::size_t text = all;
    std::size_t object = all;
};

std::string count_of(std::size_t left_out)
{
    return std::to_string(left_out) + " more";
}

json::value cut(const json::value& value, const lengths& keep);

json::value cut_list(const json::array& list, const lengths& keep)
{
    json::array out;
    const auto kept = std::min(list.size(), keep.list);
    out.reserve(kept + 1);
    for (std::size_t i = 0; i < kept; ++i)
        out.push_back(cut(list[i], keep));
    if (kept < list.size())
        out.push_back(json::object{{more, count_of(list.size() - kept)}});
    return out;
}

json::value cut_object(const json::object& object, const lengths& keep)
{
    json::object out;
    for (const auto& [name, member] : object)
    {
        if (out.size() == keep.object)
        {
            out[more] = count_of(object.size() - keep.object);
            break;
        }
        out[name] = cut(member, keep);
    }
    return out;
}

json::value cut(const json::value& value, const lengths& keep)
{
    if (const auto* list = value.if_array())
        return cut_list(*list, keep);
    if (const auto* object = value.if_object())
        return cut_object(*object, keep);
    if (const auto* text = value.if_string(); text && text->size() > keep.text)
        return json::value(reel::shown(*text, keep.text));
    return value;
}

std::size_t longest_list(const json::value& value)
{
    std::size_t out = 0;
    if (const auto* list = value.if_array())
    {
        out = list->size();
        for (const auto& item : *list)
            out = std::max(out, longest_list(item));
    }
    else if (const auto* object = value.if_object())
        for (const auto& [name, member] : *object)
            out = std::max(out, longest_list(member));
    return out;
}

/// With the longest lists that fit, down to `least` items; empty when even those do not.
std::string with_shorter_lists(const json::value& whole, std::size_t limit, std::size_t least)
{
    std::string best;
    for (std::size_t low = least, high = longest_list(whole); low <= high;)
    {
        const auto length = low + (high - low) / 2;
        auto text = json::serialize(cut(whole, {length}));
        if (text.size() > limit)
            high = length - 1;
        else
        {
            best = std::move(text);
            low = length + 1;
        }
    }
    return best;
}

} // namespace

std::string shorten(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return std::string{text};
    boost::system::error_code failure;
    const auto whole = json::parse(text, failure);
    if (failure)
        return R"({"error":"the answer could not be read"})";
    constexpr std::size_t telling = 5; // a list this long still tells what it is a list of
    if (auto shorter = with_shorter_lists(whole, limit, telling); !shorter.empty())
        return shorter;
    constexpr std::array<lengths, 6> steps{
        {{telling, 1000, all}, {telling, 300, all}, {telling, 120, 64}, {2, 80, 32}, {1, 60, 16}, {0, 40, 8}}};
    for (const auto& keep : steps)
        if (auto shorter = json::serialize(cut(whole, keep)); shorter.size() <= limit)
            return shorter;
    return R"({"…":"left out: )" + std::to_string(text.size()) + R"( bytes"})";
}

} // namespace reeld::conversation
