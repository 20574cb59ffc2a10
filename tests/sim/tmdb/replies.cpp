// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/replies.hpp"

namespace reel_sim::tmdb
{
namespace
{

struct told
{
    failure what;
    int status;
    std::string_view sentence;
};

constexpr told failures[] = {
    {failure::bad_key, 401, "Invalid API key: You must be granted a valid key."},
    {failure::bad_parameters, 422, "Invalid parameters: Your request parameters are incorrect."},
    {failure::bad_page, 400, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."},
    {failure::bad_date, 400, "Invalid date: Format needs to be YYYY-MM-DD."},
    {failure::over_limit, 429, "Your request count (41) is over the allowed limit of 40."},
    {failure::too_many_appended, 400, "Too many append to response objects: The maximum number of remote calls is 20."},
    {failure::not_found, 404, "The resource you requested could not be found."},
};

} // namespace

reply failed(failure what)
{
    for (const auto& f : failures)
        if (f.what == what)
        {
            json_writer out;
            if (what != failure::over_limit) // which never had it
                out.flag("success", false);
            out.number("status_code", static_cast<int>(what));
            out.text("status_message", f.sentence);
            auto r = answer(out);
            r.status = f.status;
            return r;
        }
    return reply::json("{}", 500);
}

reply answer(json_writer& out)
{
    auto r = reply::json(out.finish());
    r.content_type = "application/json;charset=utf-8";
    return r;
}

std::optional<int> page_of(const request& req)
{
    const auto text = req.argument("page");
    if (!text)
        return 1;
    const auto page = parse_number<int>(text);
    return page && *page >= 1 && *page <= last_page ? page : std::nullopt;
}

} // namespace reel_sim::tmdb
