// SPDX-License-Identifier: MIT
// Who may ask: checks Host and Origin (a web page that a browser was tricked into pointing at us is refused) and bearer
// tokens, and tells browsers which pages may read the answers (https://fetch.spec.whatwg.org/#http-cors-protocol). Pure but for the ports, which are known once the server listens. Outlives the server that it is a filter of.
#pragma once

#include "core/http/message.hpp"

#include <reel/call_context.hpp>
#include <reel/secret.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reeld::api
{

/// A bearer token and who shows it.
struct token
{
    reel::caller who;
    reel::secret secret;
};

struct access_rules
{
    std::vector<token> tokens;        ///< none: clients on this machine need none, others and proxies are refused
    reel::caller local;               ///< who that is, then
    std::vector<std::string> hosts;   ///< further names of this daemon, "reel.example.org", with or without a port
    std::vector<std::string> origins; ///< web pages that may ask, "https://chat.example.org"
};

class access
{
public:
    explicit access(access_rules rules);

    /// From the next request on.
    void replace(access_rules rules);

    /// The ports that are listened on; pages of this machine at these are welcome.
    void set_ports(std::vector<std::uint16_t> ports);

    /// A filter of the HTTP server: the refusal (401, 403, 404), the answer to a browser that asks whether a page may
    /// (a CORS preflight), or nothing.
    std::optional<http::response> check(const http::request& req) const;

    /// A finisher of the HTTP server: lets pages of allowed origins read the answer.
    void finish(const http::request& req, http::response& answer) const;

    /// Who sent a request that check() let pass.
    reel::caller caller(const http::request& req) const;

private:
    bool host_allowed(std::string_view host) const;
    bool origin_allowed(std::string_view origin, std::string_view host) const;
    const token* token_of(const http::request& req) const;

    access_rules rules_;
    std::vector<std::uint16_t> ports_;
};

} // namespace reeld::api
