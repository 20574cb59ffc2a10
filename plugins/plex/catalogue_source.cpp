// SPDX-License-Identifier: MIT
#include "plugins/plex/catalogue_source.hpp"

#include "plugins/plex/guid.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr reel::duration failures_kept = 2min; // a show that is new in the catalogue should not be unknown for long
constexpr auto absence_kept = 10s;             // after a reload the catalogue is back, and should be noticed
constexpr auto longest_answer = 30s;           // of one show with all its seasons
constexpr std::size_t most_shows = 20'000;
constexpr std::size_t most_bytes = 64u << 20;

reel::cache_limits limits_of(const config& c)
{
    reel::cache_limits out;
    out.keep = c.catalogue_keep;
    out.max_entries = most_shows;
    out.max_bytes = most_bytes;
    return out;
}

bool is_absence(const reel::error& e)
{
    return e.kind() == reel::errc::unavailable || e.kind() == reel::errc::unconfigured;
}

} // namespace

show_key show_key::by(const std::vector<external_id>& ids, std::string_view title, int year)
{
    show_key out;
    for (const auto space : {id_space::tmdb, id_space::tvdb, id_space::imdb})
    {
        const auto found = std::ranges::find(ids, space, &external_id::space);
        const bool only_one = found != ids.end() && std::ranges::none_of(ids, [&](const auto& other) {
                                  return other.space == space && other.value != found->value;
                              });
        if (!only_one)
            continue;
        out.id_ = *found;
        return out;
    }
    out.title_ = title;
    out.year_ = year;
    return out;
}

boost::json::object show_key::arguments() const
{
    boost::json::object out{{"type", "show"}, {"episodes", true}, {"availability", false}};
    if (!id_)
    {
        out["title"] = title_;
        if (year_ != 0)
            out["year"] = year_;
    }
    else if (id_->space == id_space::imdb)
        out["imdbId"] = format_imdb(id_->value);
    else
        out[id_->space == id_space::tmdb ? "tmdbId" : "tvdbId"] = static_cast<std::int64_t>(id_->value);
    return out;
}

catalogue_source::catalogue_source(reel::host& host, const config& settings, reel::task_group& tasks)
    : host_{host},
      settings_{settings},
      facts_{host.clock(),
             host.executor(),
             tasks,
             limits_of(settings),
             [this](show_key show) { return fetch(std::move(show)); },
             [](const catalogue_facts& facts) { return facts->memory_bytes(); },
             [keep = settings.catalogue_keep](const reel::result<catalogue_facts>& outcome) {
                 return outcome ? keep : is_absence(outcome.error()) ? 0ms : failures_kept;
             }}
{}

bool catalogue_source::worth_asking() const
{
    return !settings_.catalogue_tool.empty() && (!absent_ || host_.clock().ticks() >= ask_again_);
}

const catalogue_facts* catalogue_source::peek(const show_key& show)
{
    return absent_ ? nullptr : facts_.peek(show);
}

reel::awaitable<reel::result<catalogue_facts>> catalogue_source::get(show_key show)
{
    if (settings_.catalogue_tool.empty())
        co_return reel::error{reel::errc::unavailable, "no catalogue is configured"};
    if (!worth_asking())
        co_return *absent_;
    if (!show.tells_it_apart())
        co_return reel::error{reel::errc::upstream, "Plex has neither an id nor a year to know the show by"};
    co_return co_await facts_.get(std::move(show));
}

reel::awaitable<reel::result<catalogue_facts>> catalogue_source::fetch(show_key show)
{
    // Not in the name of who asks: others wait for the same, and it goes on when the asker leaves.
    reel::caller self;
    self.name = std::string{host_.instance()};
    reel::call_context call{std::move(self), "catalogue", host_.log(),
                            std::chrono::steady_clock::now() + longest_answer};
    const auto answer = co_await host_.call_tool(settings_.catalogue_tool, show.arguments(), call);
    absent_ = !answer && is_absence(answer.error()) ? std::optional{answer.error()} : std::nullopt;
    ask_again_ = host_.clock().ticks() + absence_kept;
    if (!answer)
        co_return answer.error();
    auto decoded = decode_catalogue(answer->json);
    if (!decoded)
        co_return decoded.error();
    if (decoded->as_of == reel::time_point{})
        decoded->as_of = host_.clock().now();
    co_return std::make_shared<const catalogue_show>(std::move(*decoded));
}

} // namespace reel_plex
