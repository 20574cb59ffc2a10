// SPDX-License-Identifier: MIT
// discover_media: resolves names, asks TMDB, marks what is in the library, and fills pages that are filtered by that. Loop
// thread only; everything it borrows outlives its calls.
#pragma once

#include "plugins/tmdb/availability.hpp"
#include "plugins/tmdb/catalogue.hpp"
#include "plugins/tmdb/config.hpp"
#include "plugins/tmdb/filters.hpp"
#include "plugins/tmdb/genres.hpp"
#include "plugins/tmdb/tools.hpp"
#include "plugins/tmdb/wording.hpp"

#include <reel/host.hpp>

#include <string>
#include <vector>

namespace reel_tmdb
{

class discovery
{
public:
    discovery(reel::host& host, const config& settings, catalogue& in, availability& library, const genre_table& genres)
        : host_{host}, settings_{settings}, catalogue_{in}, library_{library}, genres_{genres}
    {}

    reel::awaitable<reel::result<discover_answer>> discover(discover_args args, reel::call_context& call);

private:
    /// The arguments, resolved as far as they can be.
    struct plan
    {
        filters by;
        std::vector<std::string> not_applied;
        std::vector<named> candidates; ///< persons, one of whom is meant
        bool hopeless = false;         ///< without what could not be applied the list would say nothing
        age oldest;
    };
    using step = reel::awaitable<reel::result<void>>;
    reel::awaitable<reel::result<plan>> resolve(discover_args args);
    step resolve_genres(plan& into, std::string asked);
    step resolve_theme(plan& into, std::string asked, std::string label);
    step resolve_person(plan& into, discover_args args);
    step resolve_provider(plan& into, std::string asked);

    /// One page of TMDB's list, less what does not fit.
    reel::awaitable<reel::result<title_page>> page_of(plan& from, int page);
    reel::awaitable<reel::result<title_page>> shows_with_person(plan& from, int page);
    /// Leaves out what does not fit by its details.
    step look_closer(plan& from, std::vector<title>& titles);

    /// Pages from `answer.page` on, until there is enough.
    step fill(plan& from, discover_answer& answer, discover_args args, reel::call_context& call);

    reel::date today() const { return reel::local_date(host_.clock().now()); }

    reel::host& host_;
    const config& settings_;
    catalogue& catalogue_;
    availability& library_;
    const genre_table& genres_;
};

} // namespace reel_tmdb
