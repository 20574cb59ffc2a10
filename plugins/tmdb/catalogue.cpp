// SPDX-License-Identifier: MIT
#include "plugins/tmdb/catalogue.hpp"

#include "plugins/tmdb/decoder.hpp"

#include <algorithm>
#include <charconv>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t decoded_beside_the_loop = 256u << 10;
constexpr int seasons_at_first = 15; // with the five others below as many as TMDB appends to one answer: 20
constexpr std::size_t seasons_later = 20;

reel::cache_limits limits(const config& c, int share)
{
    reel::cache_limits out;
    out.max_bytes = (static_cast<std::size_t>(c.cache_megabytes) << 20) * static_cast<std::size_t>(share) / 100;
    out.max_entries = 20'000;
    return out;
}

template <class T>
kept<T> keep(T value, reel::time_point now)
{
    return std::make_shared<const dated<T>>(dated<T>{std::move(value), now});
}

/// What the rows of an answer are where they do not say it: the path ends in it.
std::optional<kind> kind_asked_for(std::string_view target)
{
    const auto path = target.substr(0, target.find('?'));
    if (path.ends_with("/movie"))
        return kind::movie;
    if (path.ends_with("/tv") || path.ends_with("/tv_credits"))
        return kind::show;
    return std::nullopt;
}

std::string path_of(kind what, std::int64_t id)
{
    return (what == kind::movie ? "/movie/" : "/tv/") + std::to_string(id);
}

std::string appended(kind what, depth how)
{
    if (how == depth::brief)
        return "keywords,watch/providers";
    if (what == kind::movie)
        return "external_ids,keywords,watch/providers,credits,release_dates";
    // Seasons that a show has not are left out of the answer, so that one request does.
    std::string out = "external_ids,keywords,watch/providers,credits,content_ratings";
    for (int i = 0; i < seasons_at_first; ++i)
        out += ",season/" + std::to_string(i);
    return out;
}

reel::error misshapen(const reel::error& e)
{
    return {reel::errc::validation, "TMDB's answer cannot be used (" + e.message() + "); try again later"};
}

/// "full/tv/95396/US"
struct details_key
{
    depth how;
    kind what;
    std::int64_t id = 0;
    std::string region;

    std::string text() const { return (how == depth::full ? "full" : "brief") + path_of(what, id) + '/' + region; }
    static details_key of(std::string_view text)
    {
        const auto next = [&text] {
            const auto cut = std::min(text.find('/'), text.size());
            const auto out = text.substr(0, cut);
            text.remove_prefix(std::min(cut + 1, text.size()));
            return out;
        };
        details_key out{};
        out.how = next() == "full" ? depth::full : depth::brief;
        out.what = next() == "movie" ? kind::movie : kind::show;
        const auto digits = next();
        std::from_chars(digits.data(), digits.data() + digits.size(), out.id);
        out.region = text;
        return out;
    }
};

} // namespace

catalogue::catalogue(reel::host& host, const config& settings, client& asks, reel::task_group& tasks)
    : host_{host},
      settings_{settings},
      client_{asks},
      tasks_{tasks},
      titles_{host.clock(),
              host.executor(),
              tasks,
              limits(settings, 40),
              [this](std::string target) { return fetch_titles(std::move(target)); },
              [](const kept<title_page>& page) { return weight(page->value); },
              [this](const reel::result<kept<title_page>>& page) {
                  return !page                                ? 0ms
                         : page.value()->value.titles.empty() ? settings_.negative_cache
                                                              : settings_.search_cache;
              }},
      names_{host.clock(),
             host.executor(),
             tasks,
             limits(settings, 10),
             [this](std::string target) { return fetch_names(std::move(target)); },
             [](const kept<std::vector<named>>& names) { return weight(names->value); },
             [this](const reel::result<kept<std::vector<named>>>& names) {
                 return !names ? 0ms : names.value()->value.empty() ? settings_.negative_cache : settings_.search_cache;
             }},
      details_{host.clock(),
               host.executor(),
               tasks,
               limits(settings, 45),
               [this](std::string key) { return fetch_details(std::move(key)); },
               [](const kept<std::optional<details>>& d) { return d->value ? weight(*d->value) : sizeof(details); },
               [this](const reel::result<kept<std::optional<details>>>& d) {
                   return !d                                  ? 0ms
                          : !d.value()->value                 ? settings_.negative_cache
                          : d.value()->value->gets_episodes() ? settings_.returning_cache
                                                              : settings_.details_cache;
               }},
      ids_{host.clock(),
           host.executor(),
           tasks,
           limits(settings, 5),
           [this](std::string target) { return fetch_ids(std::move(target)); },
           [](const kept<external_ids>&) { return sizeof(dated<external_ids>) + 64; },
           [this](const reel::result<kept<external_ids>>& ids) {
               // A new show lacks its TVDB id for days.
               return !ids ? 0ms : ids.value()->value.tvdb == 0 ? settings_.negative_cache : settings_.details_cache;
           }}
{}

template <class T, class Decode>
reel::awaitable<reel::result<T>> catalogue::decoded(std::string body, Decode decode)
{
    if (body.size() < decoded_beside_the_loop)
    {
        auto out = decode(body);
        if (!out)
            co_return misshapen(out.error());
        co_return out;
    }
    struct work
    {
        std::string body;
        reel::result<T> out = reel::error{};
    };
    const auto shared = std::make_shared<work>(work{std::move(body)});
    co_await host_.off_loop([shared, decode] { shared->out = decode(shared->body); });
    if (!shared->out)
        co_return misshapen(shared->out.error());
    co_return std::move(shared->out);
}

reel::awaitable<reel::result<kept<title_page>>> catalogue::titles(std::string target)
{
    return titles_.get(std::move(target));
}

reel::awaitable<reel::result<kept<std::vector<named>>>> catalogue::names(std::string target)
{
    return names_.get(std::move(target));
}

reel::awaitable<reel::result<kept<std::optional<details>>>> catalogue::details_of(kind what, std::int64_t id,
                                                                                  std::string region, depth how)
{
    return details_.get(details_key{how, what, id, std::move(region)}.text());
}

reel::awaitable<reel::result<kept<external_ids>>> catalogue::ids(kind what, std::int64_t id)
{
    return ids_.get(target(path_of(what, id) + "/external_ids", {}));
}

void catalogue::expect(kind what, std::int64_t id, std::string region, depth how)
{
    tasks_.spawn("fetch ahead", fill(details_key{how, what, id, std::move(region)}.text()));
}

reel::awaitable<void> catalogue::fill(std::string key)
{
    co_await details_.get(std::move(key));
}

reel::awaitable<reel::result<kept<title_page>>> catalogue::fetch_titles(std::string target)
{
    auto body = co_await client_.get(target);
    if (!body && body.error().status() == 404)
        co_return keep(title_page{}, host_.clock().now());
    if (!body)
        co_return body.error();
    const auto assumed = kind_asked_for(target);
    auto page = co_await decoded<title_page>(
        std::move(*body), [assumed](const std::string& text) { return decode_titles(text, assumed); });
    if (!page)
        co_return page.error();
    co_return keep(std::move(*page), host_.clock().now());
}

reel::awaitable<reel::result<kept<std::vector<named>>>> catalogue::fetch_names(std::string target)
{
    auto body = co_await client_.get(std::move(target));
    if (!body)
        co_return body.error();
    auto names = decode_names(*body);
    if (!names)
        co_return misshapen(names.error());
    co_return keep(std::move(*names), host_.clock().now());
}

reel::awaitable<reel::result<kept<external_ids>>> catalogue::fetch_ids(std::string target)
{
    auto body = co_await client_.get(std::move(target));
    if (!body && body.error().status() == 404)
        co_return keep(external_ids{}, host_.clock().now());
    if (!body)
        co_return body.error();
    auto ids = decode_external_ids(*body);
    if (!ids)
        co_return misshapen(ids.error());
    co_return keep(std::move(*ids), host_.clock().now());
}

reel::awaitable<reel::result<kept<std::optional<details>>>> catalogue::fetch_details(std::string key)
{
    const auto asked = details_key::of(key);
    const auto now = host_.clock().now();
    auto what = target(path_of(asked.what, asked.id), // g++ 14.2 dies of such a list inside co_await
                       {{"language", settings_.language}, {"append_to_response", appended(asked.what, asked.how)}});
    auto body = co_await client_.get(std::move(what));
    if (!body && body.error().status() == 404)
        co_return keep(std::optional<details>{}, now);
    if (!body)
        co_return body.error();
    auto read = co_await decoded<details>(
        std::move(*body), [asked](const std::string& text) { return decode_details(text, asked.what, asked.region); });
    if (!read)
        co_return read.error();
    if (asked.how == depth::full)
    {
        if (auto more = co_await add_seasons(*read); !more)
            co_return more.error();
        if (read->overview.empty() && !settings_.language.starts_with("en")) // not translated
            if (auto english = co_await client_.get(target(path_of(asked.what, asked.id), {{"language", "en-US"}})))
                if (const auto also = decode_details(*english, asked.what, asked.region))
                    read->overview = also->overview;
    }
    co_return keep(std::optional{std::move(*read)}, now);
}

reel::awaitable<reel::result<void>> catalogue::add_seasons(details& to)
{
    std::vector<int> lacking;
    for (const auto& one : to.seasons)
        if (one.number >= seasons_at_first && one.announced > 0 && one.episodes.empty())
            lacking.push_back(one.number);
    for (std::size_t at = 0; at < lacking.size(); at += seasons_later)
    {
        std::string wanted;
        for (auto i = at; i < std::min(at + seasons_later, lacking.size()); ++i)
            wanted += (wanted.empty() ? "season/" : ",season/") + std::to_string(lacking[i]);
        auto what =
            target(path_of(kind::show, to.id), {{"language", settings_.language}, {"append_to_response", wanted}});
        auto body = co_await client_.get(std::move(what));
        if (!body)
            co_return body.error();
        auto read = co_await decoded<std::vector<season>>(std::move(*body), decode_appended_seasons);
        if (!read)
            co_return read.error();
        merge_seasons(to.seasons, std::move(*read));
    }
    co_return reel::result<void>{};
}

std::vector<reel::cache_status> catalogue::status() const
{
    return {{"searches", titles_.size(), titles_.bytes(), {}, false},
            {"names", names_.size(), names_.bytes(), {}, false},
            {"details", details_.size(), details_.bytes(), {}, false},
            {"ids", ids_.size(), ids_.bytes(), {}, false}};
}

} // namespace reel_tmdb
