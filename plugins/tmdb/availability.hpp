// SPDX-License-Identifier: MIT
// What of a list of titles is in the library, asked of the tool that the owner named. Loop thread only; the host outlives
// it. Whoever that tool belongs to may be absent: then there are no marks, and nothing fails.
#pragma once

#include "plugins/tmdb/tools.hpp"

#include <reel/host.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reel_tmdb
{

/// One title, with every id that is known.
struct wanted
{
    kind what = kind::movie;
    std::string title;
    std::optional<int> year;
    std::int64_t tmdb = 0;
    external_ids ids = {};
};
wanted wanted_of(const title& t);
wanted wanted_of(const details& d);

struct marks
{
    std::vector<library_mark> of; ///< one a title, in order
    bool known = true;            ///< the library answered; else all are unknown
    std::optional<reel::time_point> as_of = {};
};

/// The arguments of the call, and its answer decoded. Pure.
boost::json::object question_of(const std::vector<wanted>& titles, std::size_t from, std::size_t count);
marks decode_marks(std::string_view json, std::size_t count);

class availability
{
public:
    availability(reel::host& host, std::string tool) : host_{host}, tool_{std::move(tool)} {}

    /// Nothing when there is nobody to ask; one call for every fifty titles.
    reel::awaitable<std::optional<marks>> of(std::vector<wanted> titles, reel::call_context& call);

private:
    reel::host& host_;
    const std::string tool_;
};

} // namespace reel_tmdb
