// SPDX-License-Identifier: MIT
#include "plugins/twilio/client.hpp"

#include "plugins/twilio/signature.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace reel_twilio
{

namespace
{

constexpr int most_tries = 6;
constexpr reel::duration first_wait = 1s, longest_wait = 30s;

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

bool worth_another_try(const reel::error& failure)
{
    return failure.kind() == reel::errc::connection || failure.status() == 429 || failure.status() >= 500;
}

} // namespace

client::client(reel::host& host, const config& settings)
    : host_{host}, settings_{settings}, http_{host.make_http_client({})}
{}

reel::awaitable<reel::result<void>> client::send(std::string to, std::string text)
{
    const bool service = settings_.from.starts_with("MG");
    const auto body = to_body(
        {{"To", std::move(to)}, {service ? "MessagingServiceSid" : "From", settings_.from}, {"Body", std::move(text)}});
    auto wait = first_wait;
    for (int tries = 1;; ++tries)
    {
        const auto outcome = judge(co_await ask("POST", "/Messages.json", body));
        if (outcome || tries == most_tries || !worth_another_try(outcome.error()))
            co_return outcome;
        const auto told_to = outcome.error().retry_after();
        co_await host_.clock().sleep(told_to ? std::min<reel::duration>(*told_to, longest_wait) : wait);
        wait = std::min(wait * 2, longest_wait);
    }
}

reel::awaitable<reel::result<void>> client::check()
{
    co_return judge(co_await ask("GET", ".json", {}));
}

reel::awaitable<reel::result<reel::http_response>> client::ask(std::string method, std::string path, std::string body)
{
    reel::http_request request;
    request.method = std::move(method);
    request.url = settings_.api_url;
    std::string base{request.url.encoded_path()};
    while (base.ends_with('/'))
        base.pop_back();
    request.url.set_path(base + "/2010-04-01/Accounts/" + settings_.account_sid + path);
    request.headers = {
        {"Authorization", reel::secret{"Basic " + base64(settings_.account_sid + ":" + settings_.auth_token.reveal())}},
        {"Accept", "application/json"}};
    if (!body.empty())
        request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = std::move(body);
    request.deadline = settings_.timeout;
    request.read_timeout = settings_.timeout;
    auto answer = co_await http_->send(std::move(request));
    if (!answer && answer.error().kind() == reel::errc::cancelled)
        throw std::system_error{asio::error::operation_aborted};
    co_return answer;
}

reel::result<void> client::judge(const reel::result<reel::http_response>& answer)
{
    reel::result<void> out;
    if (!answer)
        out = reel::error{answer.error().kind(), "Twilio cannot be reached (" + answer.error().message() + ")"};
    else if (answer->status == 401 || answer->status == 403)
        out = reel::error{reel::errc::unauthorized,
                          "Twilio refused the account or its token; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"}
                  .with_status(answer->status)
                  .with_upstream_text(told(*answer));
    else if (!answer->ok())
        out = reel::error{reel::errc::upstream, "Twilio answered with status " + std::to_string(answer->status)}
                  .with_status(answer->status)
                  .with_upstream_text(told(*answer))
                  .with_retry_after(retry_after(*answer));
    note(out);
    return out;
}

/// A text that Twilio does not want says nothing about Twilio.
void client::note(const reel::result<void>& outcome)
{
    heard_ = true;
    if (outcome)
        trouble_.reset();
    else if (const auto status = outcome.error().status();
             status < 400 || status >= 500 || status == 401 || status == 403)
        trouble_ = outcome.error();
}

} // namespace reel_twilio
