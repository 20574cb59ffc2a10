// SPDX-License-Identifier: MIT
#include "core/api/access.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace reeld::api
{

namespace
{

using http::response;

std::string lower(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// "host:port", "[::1]:port" -> the name; brackets stay.
std::string_view without_port(std::string_view authority)
{
    const auto colon = authority.rfind(':');
    return colon == authority.npos || authority.ends_with(']') ? authority : authority.substr(0, colon);
}

bool is_loopback_name(std::string_view name)
{
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

/// An address cannot be rebound: only names are looked up anew.
bool is_address(std::string_view name)
{
    return name.starts_with('[') || (!name.empty() && name.find_first_not_of("0123456789.") == name.npos);
}

response refusal(int status, std::string_view sentence)
{
    return response::json(R"({"error":")" + std::string{sentence} + "\"}", status);
}

response challenge(std::string_view sentence)
{
    auto out = refusal(401, sentence);
    // Nothing about OAuth here: a client that reads of a resource_metadata document ignores the token it was given.
    out.headers.emplace_back("WWW-Authenticate", "Bearer");
    return out;
}

/// What is shown after "Bearer ", if anything.
std::string_view shown_token(const http::request& req)
{
    constexpr std::string_view scheme = "bearer ";
    const auto value = req.header("Authorization");
    return lower(value.substr(0, scheme.size())) == scheme ? value.substr(scheme.size()) : std::string_view{};
}

bool came_through_a_proxy(const http::request& req)
{
    return std::ranges::any_of(req.headers, [](const auto& header) {
        const auto name = lower(header.first);
        return name == "forwarded" || name == "x-forwarded-for" || name == "x-real-ip" || name == "via";
    });
}

/// A browser asks whether a page may send a request; it has no token to show yet.
bool is_preflight(const http::request& req)
{
    return req.method == "OPTIONS" && !req.header("Access-Control-Request-Method").empty();
}

/// For a page that may ask: it may, with whichever headers it wants to.
response preflight_answer(const http::request& req)
{
    response out;
    out.status = 204;
    out.headers = {{"Access-Control-Allow-Methods", "GET, POST, DELETE"}, {"Access-Control-Max-Age", "600"}};
    if (const auto wanted = req.header("Access-Control-Request-Headers"); !wanted.empty())
        out.headers.emplace_back("Access-Control-Allow-Headers", wanted);
    return out;
}

/// Paths that tell nothing and that orchestrators ask without a token.
bool is_open(std::string_view path)
{
    return path == "/healthz" || path == "/readyz";
}

/// The web page itself, which says nothing; what it asks is asked with a token. It asks for one, so it must come without.
bool is_page(std::string_view path)
{
    return path == "/" || path == "/favicon.svg" || path.starts_with("/page/");
}

/// Services elsewhere have no token of ours, and come by whatever name is public; a channel knows its own by a signature.
bool is_webhook(std::string_view path)
{
    return path.starts_with("/webhook/");
}

} // namespace

access::access(access_rules rules)
{
    replace(std::move(rules));
}

void access::replace(access_rules rules)
{
    rules_ = std::move(rules);
    for (auto* list : {&rules_.hosts, &rules_.origins})
        for (auto& name : *list)
            name = lower(name);
}

void access::set_ports(std::vector<std::uint16_t> ports)
{
    ports_ = std::move(ports);
}

std::optional<response> access::check(const http::request& req) const
{
    if (is_webhook(req.path))
        return {};
    const auto host = lower(req.header("Host"));
    if (!host_allowed(host))
        return refusal(403, "this daemon does not know itself by that Host; add it to allowed_hosts");
    const auto origin = lower(req.header("Origin"));
    if (!origin.empty() && !origin_allowed(origin, host))
        return refusal(403, "pages of this Origin may not ask; add it to allowed_origins");
    if (!origin.empty() && is_preflight(req))
        return preflight_answer(req);
    if (req.path.starts_with("/.well-known/")) // asked without a token, and there is nothing
        return refusal(404, "there is no such page");
    if (is_open(req.path) || is_page(req.path))
        return {};
    if (rules_.tokens.empty())
    {
        if (req.loopback && came_through_a_proxy(req)) // which is on this machine; who asks it need not be
            return refusal(403, "configure tokens to serve through a proxy");
        if (req.loopback)
            return {};
        return challenge("without configured tokens only this machine may ask");
    }
    if (token_of(req))
        return {};
    return challenge(shown_token(req).empty() ? "a bearer token is needed" : "this bearer token is not known");
}

void access::finish(const http::request& req, http::response& answer) const
{
    const auto origin = req.header("Origin");
    if (origin.empty() || !origin_allowed(lower(origin), lower(req.header("Host"))))
        return;
    answer.headers.emplace_back("Access-Control-Allow-Origin", origin);
    answer.headers.emplace_back("Access-Control-Expose-Headers", "Mcp-Session-Id, WWW-Authenticate, Retry-After");
    answer.headers.emplace_back("Vary", "Origin");
}

reel::caller access::caller(const http::request& req) const
{
    const auto* known = token_of(req);
    return known ? known->who : rules_.local;
}

bool access::host_allowed(std::string_view host) const
{
    const auto name = without_port(host);
    return is_loopback_name(name) || is_address(name) || std::ranges::find(rules_.hosts, host) != rules_.hosts.end() ||
           std::ranges::find(rules_.hosts, name) != rules_.hosts.end();
}

bool access::origin_allowed(std::string_view origin, std::string_view host) const
{
    if (std::ranges::find(rules_.origins, origin) != rules_.origins.end())
        return true;
    const auto slashes = origin.find("://");
    if (slashes == origin.npos) // "null": a file, a sandbox
        return false;
    const auto authority = origin.substr(slashes + 3);
    if (authority == host) // our own page
        return true;
    const auto name = without_port(authority);
    if (!is_loopback_name(name) || name.size() == authority.size())
        return false;
    const auto port = authority.substr(name.size() + 1);
    return std::ranges::any_of(ports_, [port](auto p) { return std::to_string(p) == port; });
}

const token* access::token_of(const http::request& req) const
{
    const auto shown = shown_token(req);
    const token* found = nullptr;
    for (const auto& known : rules_.tokens) // all of them, always: the time taken tells nothing
        if (known.secret.matches(shown) && !shown.empty())
            found = &known;
    return found;
}

} // namespace reeld::api
