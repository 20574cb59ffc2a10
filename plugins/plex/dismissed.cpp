// SPDX-License-Identifier: MIT
#include "plugins/plex/dismissed.hpp"

#include "plugins/plex/guid.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace reel_plex
{

namespace
{

constexpr int last_episode = 65535;

/// Takes text off the front, piece by piece, without regard to case.
class reader
{
public:
    explicit reader(std::string_view text) : rest_{text} {}

    bool word(std::string_view lower)
    {
        if (rest_.size() < lower.size() || !std::ranges::equal(rest_.substr(0, lower.size()), lower, {}, [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            }))
            return false;
        rest_.remove_prefix(lower.size());
        return true;
    }
    template <class Number>
    std::optional<Number> number()
    {
        Number out{};
        const auto [end, ec] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
        if (ec != std::errc{} || rest_.starts_with('-'))
            return {};
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return out;
    }
    bool spaces()
    {
        const auto count = std::min(rest_.find_first_not_of(' '), rest_.size());
        rest_.remove_prefix(count);
        return count != 0;
    }
    bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<external_id> show_in(reader& from)
{
    std::optional<id_space> space;
    if (from.word("tmdb:"))
        space = id_space::tmdb;
    else if (from.word("tvdb:"))
        space = id_space::tvdb;
    else if (from.word("imdb:"))
        space = id_space::imdb;
    if (!space)
        return {};
    if (*space == id_space::imdb)
        from.word("tt");
    const auto id = from.number<std::uint64_t>();
    return id && *id != 0 ? std::optional{external_id{*space, *id}} : std::nullopt;
}

std::optional<dismissed_gap> gap_in(reader from)
{
    from.spaces();
    const auto show = show_in(from);
    if (!show || !from.spaces() || !from.word("s"))
        return {};
    const auto season = from.number<std::uint16_t>();
    if (!season)
        return {};
    dismissed_gap out{*show, *season, 0, last_episode};
    if (from.word("e"))
    {
        const auto first = from.number<std::uint16_t>();
        std::optional<std::uint16_t> last = first;
        if (first && from.word("-"))
        {
            from.word("e");
            last = from.number<std::uint16_t>();
        }
        if (!first || !last || *last < *first)
            return {};
        out.first = *first;
        out.last = *last;
    }
    from.spaces();
    return from.done() ? std::optional{out} : std::nullopt;
}

} // namespace

reel::result<dismissed_gap> parse_dismissed_gap(std::string_view text)
{
    if (const auto gap = gap_in(reader{text}))
        return *gap;
    return reel::error{reel::errc::bad_argument, "'" + reel::shown(text, 60) +
                                                     "' is not a show with a season or episodes, such as tmdb:95396 s2 "
                                                     "or tvdb:81189 s01e05-e07"};
}

std::vector<dismissed_gap> gaps_of(const std::vector<dismissed_gap>& all, const std::vector<external_id>& show)
{
    std::vector<dismissed_gap> out;
    for (const auto& gap : all)
        if (std::ranges::find(show, gap.show) != show.end())
            out.push_back(gap);
    return out;
}

reel::result<dismissed_gap> read_option(const reel::config_node& node, std::type_identity<dismissed_gap>)
{
    return parse_dismissed_gap(node.type == reel::config_node::kind::scalar ? std::string_view{node.text}
                                                                            : std::string_view{});
}

std::string show_option(const dismissed_gap& gap)
{
    std::string out = gap.show.space == id_space::tmdb   ? "tmdb:" + std::to_string(gap.show.value)
                      : gap.show.space == id_space::tvdb ? "tvdb:" + std::to_string(gap.show.value)
                                                         : "imdb:" + format_imdb(gap.show.value);
    out += " s" + std::to_string(gap.season);
    if (gap.first == 0 && gap.last == last_episode)
        return out;
    out += 'e' + std::to_string(gap.first);
    return gap.first == gap.last ? out : out + "-e" + std::to_string(gap.last);
}

} // namespace reel_plex
