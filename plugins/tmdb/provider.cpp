// SPDX-License-Identifier: MIT
#include "plugins/tmdb/provider.hpp"

#include "plugins/tmdb/decoder.hpp"
#include "plugins/tmdb/details_answer.hpp"
#include "plugins/tmdb/lookup.hpp"
#include "plugins/tmdb/prompt.hpp"
#include "plugins/tmdb/wording.hpp"

#include <reel/log_failures.hpp>

#include <algorithm>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t entries_on_a_page = 10; // of a search: what is further down was not meant
constexpr std::size_t entries_with_ids = 5;

reel::periodic_settings every(reel::duration interval)
{
    reel::periodic_settings out;
    out.interval = interval;
    return out;
}

std::optional<kind> only_of(std::optional<search_kind> asked)
{
    switch (asked.value_or(search_kind::both))
    {
    case search_kind::movie:
        return kind::movie;
    case search_kind::show:
    case search_kind::tv:
        return kind::show;
    default:
        return std::nullopt;
    }
}

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      tasks_{host.executor(), reel::log_failures(host.log())},
      client_{host, settings_, [this] { heard(); }},
      catalogue_{host, settings_, client_, tasks_},
      library_{host, settings_.availability_tool},
      discovery_{host, settings_, catalogue_, library_, genres_},
      genre_timer_{host, "genres", every(settings_.genre_interval)}
{
    condition_.since = host.clock().now();
    note_condition();
}

reel::tool_set provider::tools()
{
    return {reel::bind(search_tool(), this, &provider::search_titles),
            reel::bind(discover_tool(), this, &provider::discover),
            reel::bind(details_tool(), this, &provider::tell_details)};
}

void provider::start()
{
    genre_timer_.start([this] { return load_genres(); });
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await genre_timer_.stop();
    co_await tasks_.join();
}

std::string_view provider::prompt() const
{
    return prompt_text;
}

// ---- condition ------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<std::vector<named>>> provider::genres_of(std::string path)
{
    // Always in English: people name them so, whatever the language of the titles.
    const auto body = co_await client_.get(target(path, {{"language", "en-US"}}));
    if (!body)
        co_return body.error();
    auto list = decode_names(*body);
    if (!list)
        co_return reel::error{reel::errc::validation,
                              "TMDB's list of genres cannot be used: " + list.error().message()};
    if (list->empty())
        co_return reel::error{reel::errc::validation, "TMDB's list of genres is empty"};
    co_return list;
}

reel::awaitable<reel::result<void>> provider::load_genres()
{
    struct flag
    {
        bool& on;
        explicit flag(bool& b) : on{b} { on = true; }
        ~flag() { on = false; }
    } loading{loading_genres_};
    auto movie = co_await genres_of("/genre/movie/list");
    auto show = movie ? co_await genres_of("/genre/tv/list") : movie;
    if (show)
        genres_ = {std::move(*movie), std::move(*show)};
    const auto failure = show ? std::nullopt : std::optional{show.error()};
    started_ = true;
    genre_failure_ = failure;
    note_condition();
    co_return failure ? reel::result<void>{*failure} : reel::result<void>{};
}

void provider::heard()
{
    note_condition();
    if (client_.trouble() && !loading_genres_)
        genre_timer_.trigger(); // asks until TMDB answers again, with back-off
}

std::pair<reel::state, std::string> provider::condition() const
{
    if (client_.trouble())
        return {reel::state::degraded, client_.trouble()->message()};
    if (genre_failure_)
        return {reel::state::degraded, genre_failure_->message()};
    if (!started_)
        return {reel::state::starting, "asking TMDB for the first time"};
    return {reel::state::ready, {}};
}

void provider::note_condition()
{
    auto [state, reason] = condition();
    if (state != condition_.state)
        condition_.since = host_.clock().now();
    condition_.state = state;
    condition_.reason = std::move(reason);
}

reel::health provider::health() const
{
    auto out = condition_;
    out.caches = catalogue_.status();
    out.timers = {genre_timer_.status()};
    return out;
}

// ---- tools ----------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<discover_answer>> provider::discover(discover_args args, reel::call_context& call)
{
    return discovery_.discover(std::move(args), call);
}

reel::awaitable<reel::result<search_answer>> provider::search_titles(search_args args, reel::call_context& call)
{
    const auto page = args.page.value_or(1);
    auto found = co_await search(catalogue_, settings_, args.title, only_of(args.type), args.year, page);
    if (!found)
        co_return found.error();
    search_answer out;
    out.page = page;
    out.total_results = found->total;
    if (page < found->pages)
        out.next_page = page + 1;
    if (found->year_ignored)
        out.not_applied.push_back("year: nothing of that name is from " + std::to_string(*args.year) +
                                  ", nor from a year before or after");
    if (page == 1 && found->titles.size() > entries_on_a_page)
        found->titles.resize(entries_on_a_page);
    std::vector<wanted> titles;
    for (const auto& one : found->titles)
        titles.push_back(wanted_of(one));
    out.results = entries_of(found->titles);
    if (args.external_ids.value_or(false))
        co_await add_ids(out);
    const auto marked = co_await library_.of(std::move(titles), call);
    put_marks(out.results, marked);
    age oldest;
    oldest.saw(found->as_of);
    if (marked)
        oldest.saw(marked->as_of);
    out.as_of = oldest.oldest();
    out.message = say_found(args.title, out.results);
    co_return out;
}

reel::awaitable<void> provider::add_ids(search_answer& answer)
{
    for (std::size_t i = 0; i < std::min(answer.results.size(), entries_with_ids); ++i)
    {
        auto& entry = answer.results[i];
        const auto ids = co_await catalogue_.ids(entry.type, entry.tmdb_id);
        if (!ids)
        {
            answer.not_applied.push_back("externalIds: " + ids.error().message());
            co_return;
        }
        if (!(*ids)->value.imdb.empty())
            entry.imdb_id = (*ids)->value.imdb;
        if ((*ids)->value.tvdb > 0)
            entry.tvdb_id = (*ids)->value.tvdb;
    }
}

reel::awaitable<reel::result<details_answer>> provider::tell_details(details_args args, reel::call_context& call)
{
    const auto region = region_of(args.region, settings_);
    const bool marks_wanted = args.availability.value_or(true);
    const auto found = co_await look_up(catalogue_, settings_, args, region);
    if (!found)
        co_return found.error();
    age oldest;
    oldest.saw(found->as_of == reel::time_point{} ? host_.clock().now() : found->as_of);

    details_answer out;
    std::vector<wanted> titles;
    if (found->what)
    {
        out = answer_of(*found->what, region, args.episodes.value_or(false), reel::local_date(host_.clock().now()));
        titles.push_back(wanted_of(*found->what));
    }
    else if (!found->candidates.empty())
    {
        out.candidates = entries_of(found->candidates);
        for (const auto& one : found->candidates)
            titles.push_back(wanted_of(one));
    }
    std::optional<marks> marked;
    if (marks_wanted)
        marked = co_await library_.of(std::move(titles), call);
    if (marked)
        oldest.saw(marked->as_of);
    if (marked && out.found)
        out.in_library = marked->of.front();
    if (out.candidates)
        put_marks(*out.candidates, marked);
    out.message = out.found        ? say_details(out)
                  : out.candidates ? say_candidates(args, *out.candidates)
                                   : say_not_found(args);
    out.as_of = oldest.oldest();
    co_return out;
}

} // namespace reel_tmdb
