// SPDX-License-Identifier: MIT
#include "plugins/plex/listing_fields.hpp"

#include "plugins/plex/fold.hpp"

#include <reel/text.hpp>

#include <charconv>
#include <string>

namespace reel_plex
{

item_type type_of(std::string_view name)
{
    return name == "movie"     ? item_type::movie
           : name == "show"    ? item_type::show
           : name == "season"  ? item_type::season
           : name == "episode" ? item_type::episode
                               : item_type::other;
}

std::uint8_t resolution_of(std::string_view name)
{
    if (name == "4k" || name == "4K")
        return static_cast<std::uint8_t>(resolution::p2160);
    if (name == "8k" || name == "8K")
        return static_cast<std::uint8_t>(resolution::p4320);
    int lines = 0;
    std::from_chars(name.data(), name.data() + name.size(), lines);
    const auto bit = lines >= 4000   ? resolution::p4320
                     : lines >= 2000 ? resolution::p2160
                     : lines >= 1080 ? resolution::p1080
                     : lines >= 720  ? resolution::p720
                     : lines >= 576  ? resolution::p576
                     : lines >= 480  ? resolution::p480
                                     : resolution::sd;
    return name.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bit);
}

std::optional<double> number_in(std::string_view text)
{
    double value = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end == text.data())
        return {};
    return value;
}

std::int64_t seconds(double value)
{
    return value > 0 && value < 4102444800.0 ? static_cast<std::int64_t>(value) : 0;
}

std::optional<int> number_by_title(std::string_view title)
{
    const auto name = reel::fold_name(title);
    if (name == "specials")
        return 0;
    const auto last = name.substr(name.rfind(' ') + 1);
    int number = 0;
    const auto [end, ec] = std::from_chars(last.data(), last.data() + last.size(), number);
    if (ec != std::errc{} || end != last.data() + last.size() || number < 0 || number > 9999)
        return {};
    return number;
}

} // namespace reel_plex
