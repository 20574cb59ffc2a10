// SPDX-License-Identifier: MIT
#include "plugins/tmdb/discovery.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <utility>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t on_a_page = 20;        // TMDB's, fixed
constexpr std::size_t enough = 10;           // entries of a page that is filtered by the library
constexpr int pages_at_once = 5;             // looked through for them
constexpr auto looked_through = 10s;         // likewise: a library that compares each show may take as long for a page
constexpr std::size_t most_looked_into = 40; // shows of one person whose details are asked for
constexpr std::size_t looked_into_at_once = 4;
constexpr int talk = 10767, news = 10763;

bool has_genre(const title& t, int id)
{
    return std::find(t.genres.begin(), t.genres.end(), id) != t.genres.end();
}

/// A guest of a talk show is not in its cast, whatever the credits say.
bool is_appearance(const filters& f, const title& t)
{
    return f.genres.empty() && (has_genre(t, talk) || has_genre(t, news));
}

bool wanted_by(const discover_args& args, const library_mark& mark)
{
    return args.only_missing.value_or(false) ? mark.status == owned::absent : is_owned(mark);
}

std::string say_candidates(const std::vector<named>& people, const std::string& asked)
{
    std::vector<std::string> names;
    for (const auto& one : people)
        names.push_back(one.name + (one.known_for.empty() ? std::string{} : " (" + reel::listed(one.known_for) + ')'));
    return (people.size() == 1 ? "Is this " : "Several people may be meant by ") + reel::shown(asked, 100) +
           (people.size() == 1 ? ": " : ": ") + reel::listed(names, " or ") + '?';
}

/// Of a list that is filtered by the library, or not.
std::string say_discovered(const filters& f, const discover_answer& a, const discover_args& args, bool filtered,
                           int unknown)
{
    const auto n = static_cast<int>(a.results.size());
    std::string out;
    if (n == 0)
        out = "No " + subject(f, 0);
    else if (filtered || a.total_results <= n)
        out = std::to_string(n) + ' ' + subject(f, n);
    else
        out = std::to_string(n) + " of " + std::to_string(a.total_results) + ' ' + subject(f, a.total_results);
    if (filtered)
        out += args.only_missing.value_or(false) ? " that you do not own" : " that you own";
    if (n == 0)
        out += a.next_page ? " so far" : " found";
    const auto owned = filtered ? std::string{} : say_owned(a.results);
    std::vector<title_entry> named;
    for (const auto& e : a.results)
        if (filtered || !is_owned(e.in_library))
            named.push_back(e);
    out += named.empty() ? "." : (owned.empty() ? ": " : ", among them ") + some_of(named) + '.';
    if (filtered && a.next_page && *a.next_page > a.page + 1)
        out += " These are from pages " + std::to_string(a.page) + " to " + std::to_string(*a.next_page - 1) +
               " of TMDB's list; there is more on page " + std::to_string(*a.next_page) + '.';
    if (unknown > 0)
        out += ' ' + counted(unknown, "title is", "titles are") + " left out: it is not certain whether you own " +
               (unknown == 1 ? "it." : "them.");
    return owned.empty() ? out : owned + ' ' + out;
}

} // namespace

reel::awaitable<reel::result<discover_answer>> discovery::discover(discover_args args, reel::call_context& call)
{
    auto from = co_await resolve(args);
    if (!from)
        co_return from.error();
    discover_answer out;
    out.page = args.page.value_or(1);
    out.not_applied = std::exchange(from->not_applied, {});
    if (!from->candidates.empty())
    {
        out.candidates.emplace();
        for (const auto& one : from->candidates)
            out.candidates->push_back({one.id, one.name, one.known_for});
        out.message = say_candidates(from->candidates, args.actor.value_or(""));
    }
    else if (from->hopeless)
        out.message = "Nothing to go by: " + out.not_applied.front() + '.';
    else
    {
        out.applied = applied(from->by);
        if (auto done = co_await fill(*from, out, args, call); !done)
            co_return done.error();
        out.not_applied.insert(out.not_applied.end(), from->not_applied.begin(), from->not_applied.end());
        if (!out.not_applied.empty())
            out.message += " Not applied: " + reel::listed(out.not_applied, "; ") + '.';
    }
    out.as_of = from->oldest.oldest();
    if (!out.as_of)
        out.as_of = host_.clock().now();
    co_return out;
}

discovery::step discovery::fill(plan& from, discover_answer& answer, discover_args args, reel::call_context& call)
{
    const auto* filter = args.only_missing.value_or(false) ? "onlyMissing"
                         : args.only_owned.value_or(false) ? "onlyOwned"
                                                           : nullptr;
    int unknown = 0;
    const auto began = host_.clock().ticks();
    for (int page = answer.page;; ++page)
    {
        auto list = co_await page_of(from, page);
        if (!list)
            co_return list.error();
        answer.total_results = std::max(list->total, answer.total_results);
        answer.next_page = page < list->pages ? std::optional{page + 1} : std::nullopt;
        std::vector<wanted> titles;
        for (const auto& one : list->titles)
            titles.push_back(wanted_of(one));
        const auto marked = co_await library_.of(std::move(titles), call);
        if (marked)
            from.oldest.saw(marked->as_of);
        auto entries = entries_of(list->titles);
        put_marks(entries, marked);
        if (filter && !entries.empty() && (!marked || !marked->known))
        {
            answer.not_applied.push_back(std::string{filter} + (marked ? ": the library could not be asked just now"
                                                                       : ": there is no library here to ask"));
            filter = nullptr;
        }
        for (auto& entry : entries)
        {
            if (!filter || wanted_by(args, *entry.in_library))
                answer.results.push_back(std::move(entry));
            else if (entry.in_library->status == owned::unknown)
                ++unknown;
        }
        if (!filter || !answer.next_page || answer.results.size() >= enough ||
            page + 1 >= answer.page + pages_at_once || host_.clock().ticks() - began >= looked_through)
            break;
    }
    answer.message = say_discovered(from.by, answer, args, filter != nullptr, unknown);
    co_return reel::result<void>{};
}

reel::awaitable<reel::result<title_page>> discovery::page_of(plan& from, int page)
{
    if (from.by.what == kind::show && from.by.person) // TMDB finds shows by anything but who is in them
        co_return co_await shows_with_person(from, page);
    const auto list = co_await catalogue_.titles(discover_target(from.by, settings_, page, today()));
    if (!list)
        co_return list.error();
    from.oldest.saw((*list)->as_of);
    auto out = (*list)->value;
    if (genres_need_a_look(from.by))
        std::erase_if(out.titles, [&](const title& t) { return !fits(from.by, t, today()); });
    co_return out;
}

reel::awaitable<reel::result<title_page>> discovery::shows_with_person(plan& from, int page)
{
    auto what = target("/person/" + std::to_string(from.by.person->id) + "/tv_credits", // g++ 14.2 dies of such a list
                       {{"language", settings_.language}});                             // inside co_await
    const auto credits = co_await catalogue_.titles(std::move(what));
    if (!credits)
        co_return credits.error();
    from.oldest.saw((*credits)->as_of);
    std::vector<title> fitting;
    for (const auto& one : (*credits)->value.titles)
        if (fits(from.by, one, today()) && !is_appearance(from.by, one))
            fitting.push_back(one);
    sort_by(fitting, from.by.sort);
    if (from.by.need_details())
        if (auto done = co_await look_closer(from, fitting); !done)
            co_return done.error();
    title_page out;
    out.page = page;
    out.total = static_cast<int>(fitting.size());
    out.pages = std::max(1, static_cast<int>((fitting.size() + on_a_page - 1) / on_a_page));
    const auto begin = std::min(fitting.size(), static_cast<std::size_t>(page - 1) * on_a_page);
    const auto end = std::min(fitting.size(), begin + on_a_page);
    for (auto i = begin; i < end; ++i)
        out.titles.push_back(std::move(fitting[i]));
    co_return out;
}

discovery::step discovery::look_closer(plan& from, std::vector<title>& titles)
{
    if (titles.size() > most_looked_into)
    {
        titles.resize(most_looked_into);
        const auto note = "only the first " + std::to_string(most_looked_into) + " of their shows were looked into";
        if (std::find(from.not_applied.begin(), from.not_applied.end(), note) == from.not_applied.end())
            from.not_applied.push_back(note);
    }
    std::vector<title> out;
    for (std::size_t i = 0; i < titles.size(); ++i)
    {
        if (i % looked_into_at_once == 0)
            for (auto ahead = i; ahead < std::min(i + looked_into_at_once, titles.size()); ++ahead)
                catalogue_.expect(titles[ahead].kind, titles[ahead].id, from.by.region, depth::brief);
        const auto d = co_await catalogue_.details_of(titles[i].kind, titles[i].id, from.by.region, depth::brief);
        if (!d)
            co_return d.error();
        from.oldest.saw((*d)->as_of);
        if ((*d)->value && fits(from.by, *(*d)->value))
            out.push_back(std::move(titles[i]));
    }
    titles = std::move(out);
    co_return reel::result<void>{};
}

} // namespace reel_tmdb
