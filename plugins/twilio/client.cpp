// SPDX-License-Identifier: MIT
#include "plugins/twilio/client.hpp"

#include "plugins/twilio/signature.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>

#include <charconv>
#include <utility>

namespace reel_twilio
{

namespace
{

std::optional<std::chrono::seconds> retry_after(const reel::http_response& answer)
{
    const auto text = answer.header("Retry-After");
    int seconds = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (failure != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return {};
    return std::chrono::seconds{seconds};
}

/// What Twilio says of an error: {"code": 21610, "message": "…"} (https://www.twilio.com/docs/usage/twilios-response).
std::string told(const reel::http_response& answer)
{
    boost::system::error_code malformed;
    const auto value = boost::json::parse(answer.body, malformed);
    const auto* object = malformed ? nullptr : value.if_object();
    if (!object)
        return reel::without_markup(answer.body);
    std::string out;
    if (const auto* code = object->if_contains("code"); code && code->is_int64())
        out = std::to_string(code->get_int64()) + " ";
    if (const auto* message = object->if_contains("message"); message && message->is_string())
        out += message->get_string();
    return reel::shown(out);
}

reel::result<void> judge(const reel::result<reel::http_response>& answer)
{
    if (!answer)
        return reel::unreachable("Twilio", answer.error());
    if (answer->status == 401 || answer->status == 403)
        return reel::error{reel::errc::unauthorized,
                           "Twilio refused the account or its token; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"}
            .with_status(answer->status)
            .with_upstream_text(told(*answer));
    if (!answer->ok())
        return reel::error{reel::errc::upstream, "Twilio answered with status " + std::to_string(answer->status)}
            .with_status(answer->status)
            .with_upstream_text(told(*answer))
            .with_retry_after(retry_after(*answer));
    return {};
}

} // namespace

client::client(reel::host& host, const config& settings) : settings_{settings}, http_{host.make_http_client({})} {}

reel::awaitable<reel::result<void>> client::send(std::string to, std::string text)
{
    const bool service = settings_.from.starts_with("MG");
    auto body = to_body(
        {{"To", std::move(to)}, {service ? "MessagingServiceSid" : "From", settings_.from}, {"Body", std::move(text)}});
    return ask("POST", "/Messages.json", std::move(body));
}

reel::awaitable<reel::result<void>> client::check()
{
    return ask("GET", ".json", {});
}

reel::awaitable<reel::result<void>> client::ask(std::string method, std::string path, std::string body)
{
    reel::http_request request;
    request.method = std::move(method);
    request.url = reel::below(settings_.api_url, "/2010-04-01/Accounts/" + settings_.account_sid + path);
    request.headers = {
        {"Authorization", reel::secret{"Basic " + base64(settings_.account_sid + ":" + settings_.auth_token.reveal())}},
        {"Accept", "application/json"}};
    if (!body.empty())
        request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = std::move(body);
    request.deadline = settings_.timeout;
    request.read_timeout = settings_.timeout;
    const auto outcome = judge(co_await http_->send(std::move(request)));
    note(outcome);
    co_return outcome;
}

/// A text that Twilio does not want, or not yet, says nothing about Twilio.
void client::note(const reel::result<void>& outcome)
{
    heard_ = true;
    if (outcome)
        trouble_.reset();
    else if (!reel::refused(outcome.error()) && outcome.error().status() != 429)
        trouble_ = outcome.error();
}

} // namespace reel_twilio
