// SPDX-License-Identifier: MIT
// How every answer is dressed: errors with their code and sentence, lists in pages of 20. Pure.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/tmdb/json_writer.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace reel_sim::tmdb
{

inline constexpr std::size_t page_size = 20;
inline constexpr int last_page = 500;

enum class failure : int
{
    bad_key = 7,
    bad_parameters = 5,
    bad_page = 22,
    bad_date = 23,
    over_limit = 25,
    too_many_appended = 27,
    not_found = 34,
};

reply failed(failure what);
reply answer(json_writer& out);
/// 1 when it is not told; nothing when it is not one of 1 to 500.
std::optional<int> page_of(const request& req);

/// A page of `all`; one past the end is empty. `row` writes the members of one.
template <class List, class Row>
reply paged(const request& req, const List& all, Row row)
{
    const auto page = page_of(req);
    if (!page)
        return failed(failure::bad_page);
    json_writer out;
    out.number("page", *page);
    out.array("results");
    const auto from = std::min(all.size(), static_cast<std::size_t>(*page - 1) * page_size);
    for (auto n = from; n < std::min(all.size(), from + page_size); ++n)
    {
        out.object();
        row(out, all[n]);
        out.end();
    }
    out.end();
    out.number("total_pages", static_cast<std::int64_t>((all.size() + page_size - 1) / page_size));
    out.number("total_results", static_cast<std::int64_t>(all.size()));
    return answer(out);
}

} // namespace reel_sim::tmdb
