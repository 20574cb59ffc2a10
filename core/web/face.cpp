// SPDX-License-Identifier: MIT
#include "core/web/face.hpp"

#include "core/web/files.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace reeld::web
{

using http::request;
using http::response;

namespace
{

// Nothing from elsewhere, nothing inline, no frame around it: a title or an answer with markup in it stays text, whatever the
// scripts did.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

/// Tells one content from another; nobody gains by a collision (FNV-1a).
std::string etag_of(std::string_view content)
{
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : content)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return "\"" + std::string{digits.data(), end} + "\"";
}

/// Whether If-None-Match names it: one, several, as weak ones, or any.
bool is_known(std::string_view if_none_match, std::string_view etag)
{
    return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

response answer(const request& req, const file& what, const std::string& etag)
{
    response out;
    out.headers = {{"ETag", etag},
                   {"Cache-Control", "no-cache"},
                   {"Content-Security-Policy", std::string{policy}},
                   {"X-Content-Type-Options", "nosniff"},
                   {"Referrer-Policy", "no-referrer"}};
    if (is_known(req.header("If-None-Match"), etag))
    {
        out.status = 304;
        return out;
    }
    out.content_type = what.type;
    out.body = what.content;
    return out;
}

} // namespace

void add_routes(http::router& routes)
{
    for (const auto& one : files())
        routes.add({"GET", std::string{one.path},
                    [one, etag = etag_of(one.content)](request& req) -> reel::awaitable<response> {
                        co_return answer(req, one, etag);
                    }});
}

} // namespace reeld::web
