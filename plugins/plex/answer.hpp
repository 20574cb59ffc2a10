// SPDX-License-Identifier: MIT
// Answers in words, as a person would say them. Pure: from what was found to a sentence; any thread.
#pragma once

#include "plugins/plex/tools.hpp"
#include "plugins/plex/view.hpp"

#include <reel/call_context.hpp>
#include <reel/text.hpp>
#include <reel/time.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_plex
{

/// "1 episode", "3 episodes".
std::string counted(int n, std::string_view one, std::string_view many);
/// Ascending numbers: "1", "1 and 2", "1-4", "1, 2 and 4", "1-3 and 5".
std::string ranges(const std::vector<int>& numbers);
/// "Dune (2021)", or "Dune" when the year is not known.
std::string titled(std::string_view title, std::optional<int> year);
/// How people write a resolution: "4k" -> "4K", "sd" -> "SD", "1080p" as it is.
std::string resolution_in_words(std::string_view resolution);

/// The sentence for something that is there: `f` is complete but for its message.
std::string say_present(const finding& f);
/// What is there instead of exactly what was asked for.
struct offer
{
    std::string asked;
    std::vector<std::string> names; ///< not empty; those that occur twice are said once
    bool of_that_title = true;      ///< the names are not merely similar
    std::string lacking = {};       ///< "from 1999": what none of them is
    bool whole_library = true;      ///< nothing was left unread
};
/// The sentence when several may be meant, or one may be.
std::string say_candidates(const offer& what);
/// The sentence for something that was not found. `unreadable`: parts of the library that might have had it.
std::string say_missing(std::string_view asked, const std::vector<std::string>& unreadable);
/// The sentence for something that is in the trash, and nowhere else.
std::string say_trashed(std::string_view title);
/// The sentence for something that was not found while `progress` ("section 2 of 5, 41 %") is still to be read.
std::string say_loading(std::string_view asked, std::string_view progress);
/// `sentence` with a remark in parentheses, before its full stop.
std::string remarked(std::string sentence, std::string_view remark);
/// `sentence` with when it was true.
std::string dated(std::string sentence, reel::time_point as_of, reel::time_point now);

/// Says in an answer how fresh it is; a stale one says it in words too.
template <class Answer>
void add_freshness(Answer& answer, const freshness& fresh, reel::time_point now)
{
    answer.stale = fresh.stale;
    if (fresh.as_of != reel::time_point{})
        answer.as_of = fresh.as_of;
    if (!fresh.unreadable.empty())
        answer.unreadable_sections = fresh.unreadable;
    if (fresh.stale && answer.as_of)
        answer.message = dated(std::move(answer.message), fresh.as_of, now);
}

/// Says whose watched counts an answer tells, in words too when who asks is known to the server by another name.
template <class Answer>
void add_watcher(Answer& answer, const std::string& account, const reel::caller& who)
{
    answer.watched_by = account.empty() ? "the server's owner" : account;
    if (account.empty())
        return;
    const auto asks = who.link("plex_user");
    if (!asks.empty() && reel::fold_name(asks) != reel::fold_name(account))
        answer.message = remarked(std::move(answer.message), "watched counts are " + account + "'s, not yours");
}
/// Whether there is anything in it that add_watcher() is about.
bool tells_watched_counts(const check_answer& answer);

/// One sentence about a batch.
std::string say_batch(const std::vector<finding>& findings);

/// Season numbers up to the highest of `present` (ascending) that are not in it. Seasons named after years begin with the
/// first that is there.
std::vector<int> gaps(const std::vector<int>& present);

} // namespace reel_plex
