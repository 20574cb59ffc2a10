// SPDX-License-Identifier: MIT
// What was watched: asks for as many pages as an answer needs, and puts it into words. Loop thread only; borrows the client
// while it runs.
#pragma once

#include "plugins/tautulli/client.hpp"
#include "plugins/tautulli/people.hpp"
#include "plugins/tautulli/titles.hpp"
#include "plugins/tautulli/tools.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reel_tautulli
{

/// The arguments, understood.
struct history_question
{
    sight whose;
    std::optional<media> type;
    std::string title; ///< "" for any
    std::optional<reel::time_point> since;
    std::optional<reel::time_point> until; ///< not included
    int page = 1;
    int limit = 10;
};

/// Errors: `bad_argument` for a time that is not understood, or an end before the beginning.
reel::result<history_question> question_of(const history_args& args, sight whose, reel::time_point now);

/// Plays in descending order of time.
struct plays
{
    std::vector<play> rows;
    bool complete = true; ///< false: there may be more, further back
};

/// Narrows the history to a kind and a person.
form filters_of(std::optional<media> type, const sight& whose);

/// All plays that `wants` accepts, until there are `enough`, none is left after `since`, or a bound is reached.
reel::awaitable<reel::result<plays>> gather(client& from, form filters, std::optional<reel::time_point> since,
                                            std::function<bool(const play&)> wants, std::size_t enough);

/// `validation` when there is somebody else's play among them: then Tautulli does not know the filter.
reel::result<void> check_owner(const std::vector<play>& rows, const sight& whose);

/// A page of the history. Errors as those of the client.
reel::awaitable<reel::result<history_answer>> read_history(client& from, history_question asked, reel::time_point now);

} // namespace reel_tautulli
