// SPDX-License-Identifier: MIT
// Whatever answers, and whatever it holds: an error or values that keep their promises. The first byte chooses the status.
#include "plugins/tautulli/decoder.hpp"
#include "plugins/tautulli/titles.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace
{

using namespace reel_tautulli;

void must(bool holds)
{
    if (!holds)
        std::abort();
}

void check(const history_page& page)
{
    const auto end = reel::time_point{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};
    must(page.total >= 0 && page.rows.size() <= static_cast<std::size_t>(page.received));
    for (const auto& row : page.rows)
    {
        must(!row.full_title.empty() && row.date > reel::time_point{} && row.date < end);
        must(row.percent >= 0 && row.percent <= 100 && row.seconds >= 0);
        const wanted_title wanted{row.title};
        must(wanted.of(row) == likeness::none || wanted.names(row));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    constexpr int statuses[]{200, 400, 401, 404, 500, 302, 502, 200};
    const std::string_view body{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto answer = decode_envelope(statuses[data[0] % 8], body, "get_history");
    if (!answer)
    {
        must(!answer.error().message().empty());
        return 0;
    }
    if (const auto page = decode_history(*answer))
        check(*page);
    if (const auto now = decode_activity(*answer))
        for (const auto& s : now->streams)
            must(s.percent >= 0 && s.percent <= 100 && s.left_ms.value_or(0) >= 0);
    if (const auto users = decode_users(*answer))
        for (const auto& u : *users)
            must(!u.name().empty());
    if (const auto rows = decode_card(*answer, "top_movies"))
        for (const auto& r : *rows)
            must(r.plays >= 0 && r.seconds >= 0);
    (void)decode_watch_time(*answer);
    (void)decode_connected(*answer);
    return 0;
}
