// SPDX-License-Identifier: MIT
#include "plugins/plex/match.hpp"

#include "plugins/plex/copies.hpp"
#include "plugins/plex/likeness.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr std::size_t similar_compared = 32;
constexpr double worth_showing = 0.5;

/// One way to read the question: "Dune 2021" may be a name, or a name and a year.
struct reading
{
    folded_title title;
    int year; ///< 0: not said
};

/// A row beside the question, in the best reading.
struct comparison_of_row
{
    row what;
    comparison title;
    bool contradicted; ///< it carries another id of a catalogue that the question names
    int year_gap = -1; ///< -1: not known on one side
    bool hit = false;
    double score = 0;
};

// ---- ids ----------------------------------------------------------------------------------------------------------------

std::vector<external_id> ids_of(const query& q)
{
    std::vector<external_id> out;
    for (auto [space, value] : {std::pair{id_space::tmdb, q.tmdb}, {id_space::tvdb, q.tvdb}, {id_space::imdb, q.imdb}})
        if (value && *value)
            out.push_back({space, *value});
    return out;
}

/// Trash is not in the library, but worth a word.
void settle(const library& in, std::vector<row> rows, evidence by, match_result& out)
{
    add_copies(in, rows);
    sort_copies(rows);
    for (const auto& r : rows)
        (r.deleted() ? out.trashed : out.hits).push_back(r);
    if (!out.hits.empty())
        out.by = by;
}

// ---- titles -------------------------------------------------------------------------------------------------------------

/// "dune2021" -> 2021 when the last word is a year and not the whole name.
int closing_year(const folded_title& title)
{
    if (title.words.size() < 2)
        return 0;
    const auto text = title.text(title.words.back());
    if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return 0;
    const int year = std::atoi(std::string{text}.c_str());
    return year >= 1888 && year <= 2100 ? year : 0;
}

std::vector<reading> readings(const query& q)
{
    std::vector<reading> out;
    out.push_back({fold_title(q.title), 0});
    const auto& plain = out.front().title;
    out.front().year = q.year ? *q.year : plain.year;
    if (const int year = closing_year(plain); year && (!q.year || *q.year == year))
        out.push_back({fold_title(std::string_view{q.title}.substr(0, q.title.rfind(std::to_string(year)))), year});
    return out;
}

int year_gap(int asked, const row& r, int in_title)
{
    int gap = -1;
    for (int has : {r.year(), in_title})
        if (asked && has && (gap < 0 || std::abs(asked - has) < gap))
            gap = std::abs(asked - has);
    return gap;
}

/// The rules of this file's header, for one pair of titles.
comparison_of_row judge(const reading& asked, const row& r, const folded_title& title, bool contradicted)
{
    comparison_of_row out{r, compare(asked.title, title), contradicted};
    out.year_gap = year_gap(asked.year, r, title.year);
    const bool strong = out.title.how == likeness::same || out.title.how == likeness::variant;
    const bool exact_year = asked.year && out.year_gap == 0;
    const bool year_allows = !asked.year || (out.year_gap >= 0 && out.year_gap <= 1);
    out.hit = !contradicted && ((out.title.sure && year_allows) || (out.title.with_year && exact_year));

    double factor = 1;
    if (!asked.year)
        factor = 0.97;
    else if (out.year_gap < 0)
        factor = 0.92;
    else if (out.year_gap == 1)
        factor = strong ? 0.95 : 0.9;
    else if (out.year_gap > 1)
        factor = strong ? 0.7 : 0.65;
    out.score = out.title.score * factor * (contradicted ? 0.8 : 1);
    return out;
}

bool better(const comparison_of_row& a, const comparison_of_row& b)
{
    return std::tuple{a.hit, a.score, b.what.rating_key()} > std::tuple{b.hit, b.score, a.what.rating_key()};
}

class title_search
{
public:
    title_search(const library& in, const query& q) : in_{in}, query_{q}, readings_{readings(q)}, ids_{ids_of(q)} {}

    void run(match_result& out)
    {
        compare_exact();
        if (!decide(out))
        {
            compare_similar();
            if (!decide(out))
                offer(out);
        }
    }

private:
    void add(const section& s, std::vector<std::uint32_t>& positions)
    {
        std::ranges::sort(positions);
        const auto repeated = std::ranges::unique(positions);
        positions.erase(repeated.begin(), repeated.end());
        positions.resize(std::min(positions.size(), most_compared));
        for (auto p : positions)
            add(s[p]);
    }

    void add(const row& r)
    {
        if (std::ranges::find(seen_, r, &comparison_of_row::what) != seen_.end())
            return;
        const bool contradicted = contradict(ids_, r.ids());
        std::optional<comparison_of_row> best;
        for (const auto text : {r.title(), r.original_title()})
        {
            if (text.empty())
                continue;
            fold_title(text, folded_);
            for (const auto& asked : readings_)
                if (auto found = judge(asked, r, folded_, contradicted); !best || better(found, *best))
                    best = std::move(found);
        }
        if (best && (best->hit || best->score >= worth_showing))
            seen_.push_back(*best);
    }

    void compare_exact()
    {
        std::vector<std::uint32_t> positions;
        for (const auto& s : in_.sections)
        {
            if (s->kind() != query_.kind)
                continue;
            positions.clear();
            for (const auto& r : readings_)
            {
                s->titles().exact(r.title.key, positions);
                s->titles().exact(r.title.short_key, positions);
            }
            add(*s, positions);
        }
    }

    void compare_similar()
    {
        std::vector<std::uint32_t> positions;
        for (const auto& s : in_.sections)
        {
            if (s->kind() != query_.kind)
                continue;
            positions.clear();
            for (const auto& r : readings_)
                s->titles().similar(r.title, similar_compared, positions);
            add(*s, positions);
        }
    }

    /// All rows of one title, judged by its best row.
    struct work
    {
        comparison_of_row best;
        std::vector<row> rows;
    };

    std::vector<work> works(bool hits_only, bool trash) const
    {
        std::vector<work> out;
        for (const auto& c : seen_)
        {
            if ((hits_only && !c.hit) || c.what.deleted() != trash)
                continue;
            const auto known = std::ranges::find_if(out, [&](const work& w) {
                return std::ranges::any_of(w.rows, [&](const row& r) { return same_work(r, c.what); });
            });
            if (known == out.end())
            {
                out.push_back({c, {c.what}});
                continue;
            }
            known->rows.push_back(c.what);
            if (better(c, known->best))
                known->best = c;
        }
        std::ranges::sort(out, better, &work::best);
        return out;
    }

    /// One title fits better than every other, by name without being worse by year, or the reverse.
    static bool stands_out(const comparison_of_row& best, const comparison_of_row& next)
    {
        if (best.year_gap != next.year_gap && best.year_gap >= 0 && next.year_gap >= 0)
            return best.title.how >= next.title.how && best.year_gap < next.year_gap;
        return best.title.how > next.title.how;
    }

    /// Nothing else is as good, nor could be better if more were known about it.
    bool certain(const std::vector<work>& fits) const
    {
        const auto& best = fits[0].best;
        for (std::size_t i = 1; i < fits.size(); ++i)
            if (!stands_out(best, fits[i].best))
                return false;
        return best.title.how >= likeness::variant || std::ranges::none_of(seen_, [](const comparison_of_row& c) {
                   return !c.hit && !c.contradicted && !c.what.deleted() && c.title.how >= likeness::variant &&
                          c.year_gap <= 1;
               });
    }

    /// False when nothing fits.
    bool decide(match_result& out) const
    {
        for (const bool trash : {false, true})
        {
            auto fits = works(true, trash);
            if (fits.empty())
                continue;
            if (!certain(fits))
                return offer(out), true;
            settle(in_, std::move(fits[0].rows), evidence::title, out);
            return true;
        }
        return false;
    }

    void offer(match_result& out) const
    {
        for (const auto& w : works(false, false))
            if (out.candidates.size() < max_candidates)
            {
                auto copies = w.rows;
                sort_copies(copies);
                out.candidates.push_back({copies.front(), w.best.score});
            }
    }

    const library& in_;
    const query& query_;
    std::vector<reading> readings_;
    std::vector<external_id> ids_;
    std::vector<comparison_of_row> seen_;
    folded_title folded_;
};

/// Whether the title asked for could be this row's, in either language.
bool agrees(const query& q, const row& r)
{
    if (q.title.empty())
        return true;
    const auto asked = readings(q);
    for (const auto text : {r.title(), r.original_title()})
        for (const auto& reading : asked)
            if (!text.empty() && compare(reading.title, fold_title(text)).score >= worth_showing)
                return true;
    return false;
}

void match_ids(const library& in, const query& q, match_result& out)
{
    std::vector<row> found;
    for (const auto& id : ids_of(q))
        for (const auto& r : in.find(q.kind, id))
            add_once(found, r);
    if (found.empty())
        return;
    // Ids that name different titles: whoever asks has to say which.
    for (const auto& other : found)
        if (!same_work(found.front(), other) && contradict(found.front().ids(), other.ids()))
        {
            for (const auto& r : found)
                if (!r.deleted() && out.candidates.size() < max_candidates)
                    out.candidates.push_back({r, 0.9});
            return;
        }
    out.title_differs = std::ranges::none_of(found, [&](const row& r) { return agrees(q, r); });
    settle(in, std::move(found), evidence::id, out);
}

} // namespace

match_result match(const library& in, const query& what)
{
    match_result out;
    match_ids(in, what, out);
    if (!out.found() && out.candidates.empty() && out.trashed.empty() && !what.title.empty())
        title_search{in, what}.run(out);
    return out;
}

} // namespace reel_plex
