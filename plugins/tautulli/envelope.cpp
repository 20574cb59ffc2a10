// SPDX-License-Identifier: MIT
#include "plugins/tautulli/decoder.hpp"
#include "plugins/tautulli/values.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace reel_tautulli
{

namespace
{

namespace json = boost::json;

/// An answer that is none of Tautulli's API: a page of a proxy, of a login, of another program.
reel::error not_the_api(int status, std::string_view body)
{
    const auto said = [&](reel::errc kind, std::string message) {
        return reel::error{kind, std::move(message)}.with_status(status).with_upstream_text(reel::without_markup(body));
    };
    if (status == 401 || status == 403 || status == 407)
        return said(reel::errc::unauthorized,
                    "something in front of Tautulli asks for a login; let reeld reach Tautulli's API without one");
    if (status >= 300 && status < 400)
        return said(reel::errc::upstream,
                    "the address of Tautulli leads elsewhere; set TAUTULLI_URL to the address it leads to");
    if (status >= 500)
        return said(reel::errc::upstream, "Tautulli, or a proxy before it, answered with status " +
                                              std::to_string(status) + "; check that Tautulli runs");
    return said(
        reel::errc::validation,
        "what answers is not Tautulli's API; check that TAUTULLI_URL leads to Tautulli, its HTTP root included");
}

/// What Tautulli itself complains of.
reel::error complaint(int status, const std::string& message, std::string_view command)
{
    const auto said = [&](reel::errc kind, std::string words) {
        return reel::error{kind, std::move(words)}.with_status(status).with_upstream_text(
            reel::without_markup(message));
    };
    if (message == "Invalid apikey" || message == "Parameter apikey is required")
        return said(reel::errc::unauthorized, "Tautulli refused the API key; set TAUTULLI_API_KEY to the one that "
                                              "Tautulli shows under Settings, Web Interface, API");
    if (message == "API not enabled")
        return said(reel::errc::upstream,
                    "Tautulli's API is switched off; enable it in Tautulli under Settings, Web Interface, API");
    if (message.starts_with("Unknown command"))
        return said(reel::errc::upstream,
                    "this Tautulli is too old: it does not know " + std::string{command} + "; update Tautulli");
    if (message == "Check the logs for errors")
        return said(reel::errc::upstream, "Tautulli failed at " + std::string{command} + "; its own log says why");
    return said(reel::errc::upstream,
                "Tautulli refused " + std::string{command} + "; try again later, or see its own log");
}

} // namespace

reel::result<json::value> decode_envelope(int status, std::string_view body, std::string_view command)
{
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true; // of one title; it is cleaned where it is shown
    std::error_code failed;
    auto whole = json::parse(body, failed, {}, lenient);
    const auto* outer = failed ? nullptr : whole.if_object();
    auto* response = outer ? whole.get_object().if_contains("response") : nullptr;
    if (!response || !response->is_object() || !response->get_object().contains("result"))
        return not_the_api(status, body);

    auto& envelope = response->get_object();
    const auto message = text_of(envelope, "message");
    // A query that fails in its database comes as a success that says so.
    if (text_of(envelope, "result") != "success" || message == "Check the logs for errors")
        return complaint(status, message, command);
    auto* data = envelope.if_contains("data");
    return data ? std::move(*data) : json::value(json::object{});
}

} // namespace reel_tautulli
