// SPDX-License-Identifier: MIT
#include "core/http/router.hpp"

namespace reeld::http
{

namespace
{

/// Fills `captures` with what the {…} matched.
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& captures)
{
    captures.clear();
    for (;;)
    {
        const auto wanted_end = pattern.find('/');
        const auto found_end = path.find('/');
        const auto wanted = pattern.substr(0, wanted_end);
        const auto found = path.substr(0, found_end);
        if (wanted_end == std::string_view::npos && wanted.ends_with("...}") && !path.empty())
        {
            captures.emplace_back(path);
            return true;
        }
        if (wanted.starts_with('{') && !found.empty())
            captures.emplace_back(found);
        else if (wanted != found)
            return false;
        if (wanted_end == std::string_view::npos || found_end == std::string_view::npos)
            return wanted_end == found_end;
        pattern.remove_prefix(wanted_end + 1);
        path.remove_prefix(found_end + 1);
    }
}

} // namespace

void router::add(route r)
{
    const bool literal = r.path.find('{') == std::string::npos;
    // Literal paths first: "/api/tools/list" is not the tool named "list".
    routes_.insert(literal ? routes_.begin() + static_cast<std::ptrdiff_t>(literals_) : routes_.end(), std::move(r));
    literals_ += literal ? 1 : 0;
}

const route* router::find(request& req, std::string& allow) const
{
    allow.clear();
    const bool head = req.method == "HEAD";
    for (std::size_t i = 0; i < routes_.size(); ++i)
    {
        const auto& route = routes_[i];
        if (i < literals_ ? route.path != req.path : !matches(route.path, req.path, req.captures))
            continue;
        if (route.method == req.method || (head && route.method == "GET"))
            return &route;
        if (!allow.empty())
            allow += ", ";
        allow += route.method;
        if (route.method == "GET")
            allow += ", HEAD";
    }
    return nullptr;
}

} // namespace reeld::http
