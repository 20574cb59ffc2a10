// SPDX-License-Identifier: MIT
#include "plugins/plex/guid.hpp"

#include <charconv>

namespace reel_plex
{

namespace
{

constexpr std::uint64_t largest_value = (std::uint64_t{1} << 60) - 1; // what the index has room for

/// The number `text` begins with, if that is not all of a longer word ("348abc").
std::optional<std::uint64_t> leading_number(std::string_view text)
{
    std::uint64_t value = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || value == 0 || value > largest_value)
        return {};
    if (end != text.data() + text.size() && *end != '?' && *end != '/')
        return {};
    return value;
}

std::optional<external_id> numbered(id_space space, std::string_view text)
{
    if (auto value = leading_number(text))
        return external_id{space, *value};
    return {};
}

std::optional<external_id> imdb(std::string_view text)
{
    if (auto value = parse_imdb(text.substr(0, text.find_first_of("?/"))))
        return external_id{id_space::imdb, *value};
    return {};
}

/// "movie/5d776825880197001ec90394"
std::optional<external_id> plex(std::string_view text)
{
    if (!text.starts_with("movie/") && !text.starts_with("show/"))
        return {};
    std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
    const auto hex = text.substr(text.find('/') + 1);
    if (hex.empty())
        return {};
    for (char c : hex)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return external_id{id_space::plex, hash & largest_value};
}

/// "tvdb-74205", "tvdb4-74205", "anidb-a123"
std::optional<external_id> hama(std::string_view text)
{
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        return {};
    const auto number = text.substr(dash + 1);
    if (text.starts_with("tvdb"))
        return numbered(id_space::tvdb, number);
    if (text.starts_with("anidb"))
        return numbered(id_space::anidb, number.starts_with('a') ? number.substr(1) : number);
    if (text.starts_with("tmdb"))
        return numbered(id_space::tmdb, number);
    return {};
}

/// Numbers of the NFO agents are local ones when they are longer than any real id.
std::optional<external_id> nfo(id_space space, std::string_view text)
{
    if (text.starts_with("tt"))
        return imdb(text);
    auto id = numbered(space, text);
    return id && id->value < 100'000'000 ? id : std::nullopt;
}

} // namespace

std::optional<external_id> parse_guid(std::string_view guid, item_type of)
{
    const auto colon = guid.find("://");
    if (colon == std::string_view::npos)
        return {};
    auto agent = guid.substr(0, colon);
    const auto rest = guid.substr(colon + 3);
    if (agent == "plex")
        return plex(rest);
    if (constexpr std::string_view legacy = "com.plexapp.agents."; agent.starts_with(legacy))
        agent.remove_prefix(legacy.size());
    if (agent == "tmdb" || agent == "themoviedb")
        return numbered(id_space::tmdb, rest);
    if (agent == "tvdb" || agent == "thetvdb")
        return numbered(id_space::tvdb, rest);
    if (agent == "imdb")
        return imdb(rest);
    if (agent == "anidb")
        return numbered(id_space::anidb, rest);
    if (agent == "hama")
        return hama(rest);
    if (agent == "xbmcnfo")
        return nfo(of == item_type::movie ? id_space::tmdb : id_space::tvdb, rest);
    if (agent == "xbmcnfotv")
        return nfo(id_space::tvdb, rest);
    return {};
}

std::optional<std::uint64_t> parse_imdb(std::string_view text)
{
    if (text.starts_with("tt") || text.starts_with("TT"))
        text.remove_prefix(2);
    std::uint64_t value = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || value == 0 || value > largest_value)
        return {};
    return value;
}

std::string format_imdb(std::uint64_t id)
{
    auto digits = std::to_string(id);
    return "tt" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
}

} // namespace reel_plex
