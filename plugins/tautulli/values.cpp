// SPDX-License-Identifier: MIT
#include "plugins/tautulli/values.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <cmath>

namespace reel_tautulli
{

namespace
{

constexpr double largest = 9e15; // whole numbers are exact up to here

std::optional<double> number_in(std::string_view text)
{
    double out = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(out))
        return std::nullopt;
    return out;
}

} // namespace

std::string text_of(const boost::json::object& row, std::string_view key)
{
    const auto* found = row.if_contains(key);
    if (!found)
        return {};
    if (const auto* text = found->if_string())
        return std::string{std::string_view{*text}};
    return found->is_number() ? boost::json::serialize(*found) : std::string{};
}

std::string text_of(const boost::json::object& row, std::string_view key, std::string_view otherwise)
{
    auto out = text_of(row, key);
    return out.empty() ? text_of(row, otherwise) : out;
}

std::optional<double> real_of(const boost::json::object& row, std::string_view key)
{
    const auto* found = row.if_contains(key);
    if (!found)
        return std::nullopt;
    if (const auto* text = found->if_string())
        return number_in(*text);
    if (found->is_bool())
        return found->get_bool() ? 1 : 0;
    if (!found->is_number())
        return std::nullopt;
    const auto out = found->to_number<double>();
    return std::isfinite(out) ? std::optional{out} : std::nullopt;
}

std::optional<std::int64_t> whole_of(const boost::json::object& row, std::string_view key)
{
    const auto number = real_of(row, key);
    if (!number || std::abs(*number) > largest)
        return std::nullopt;
    return std::llround(*number);
}

std::optional<int> small_of(const boost::json::object& row, std::string_view key)
{
    const auto number = whole_of(row, key);
    if (!number || *number < 0 || *number > 1'000'000'000)
        return std::nullopt;
    return static_cast<int>(*number);
}

bool flag_of(const boost::json::object& row, std::string_view key)
{
    return real_of(row, key).value_or(0) != 0;
}

} // namespace reel_tautulli
