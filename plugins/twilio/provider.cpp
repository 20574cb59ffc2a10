// SPDX-License-Identifier: MIT
#include "plugins/twilio/provider.hpp"

#include "plugins/twilio/signature.hpp"

#include <boost/json/parse.hpp>

#include <exception>
#include <utility>

namespace reel_twilio
{

namespace
{

constexpr std::size_t most_at_once = 200; // answers under way; more is nobody's telephone

reel::webhook_answer refusal(int status, std::string_view sentence)
{
    return {status, "text/plain", std::string{sentence} + "\n"};
}

/// "Thank you, nothing to say right now" in Twilio's markup.
reel::webhook_answer thanks()
{
    return {200, "text/xml", R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)"};
}

reel::periodic_settings every(reel::duration interval)
{
    reel::periodic_settings out;
    out.interval = interval;
    return out;
}

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      client_{host, settings_},
      tasks_{host.executor(),
             [this](const std::string& task, std::exception_ptr) {
                 host_.log().error("An answer failed because of a defect", {{"task", task}});
             }},
      health_check_{host, "health", every(settings_.health_interval)},
      since_{host.clock().now()}
{}

void provider::start()
{
    inbox_.emplace(host_.state_dir() / "inbox");
    for (const auto& [id, content] : inbox_->resume())
    {
        boost::system::error_code malformed;
        const auto value = boost::json::parse(content, malformed);
        auto heard = malformed ? reel::error{} : reel::decode<text_message>(value);
        if (heard)
            tasks_.spawn("answer " + id, answer(std::move(*heard)));
        else
            inbox_->done(id);
    }
    health_check_.start([this] { return client_.check(); });
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await health_check_.stop();
    co_await tasks_.join();
}

reel::health provider::health() const
{
    reel::health out;
    out.since = since_;
    out.timers = {health_check_.status()};
    if (const auto& trouble = client_.trouble())
        out.state = reel::state::degraded, out.reason = trouble->message();
    else if (client_.heard())
        out.state = reel::state::ready;
    else
        out.reason = "Twilio has not answered yet";
    return out;
}

bool provider::means(std::string_view link, std::string_view account) const
{
    return without_punctuation(link) == account;
}

std::string_view provider::format() const
{
    return "Your answer is sent as a text message (SMS): plain words only, no Markdown, no emoji, no tables. Keep it under 300 "
           "characters unless details were asked for.";
}

// ---- what comes in --------------------------------------------------------------------------------------------------

reel::awaitable<reel::webhook_answer> provider::webhook(reel::webhook_request request)
{
    co_return take(request);
}

reel::webhook_answer provider::take(const reel::webhook_request& request)
{
    if (request.method != "POST")
        return refusal(405, "Twilio must be set to use POST");
    const auto fields = parse_form(request.body);
    const auto& url = settings_.webhook_url.buffer();
    if (!is_signed(settings_.auth_token, {url.data(), url.size()}, fields, request.header("X-Twilio-Signature")))
    {
        host_.log().warn(
            "A webhook with a wrong signature was refused; if it was Twilio's, auth_token or webhook_url is wrong",
            {{"peer", request.peer}});
        return refusal(403, "the signature is wrong");
    }
    auto heard = read_message(fields, settings_.from);
    if (!heard)
        return thanks();
    if (inbox_->size() >= most_at_once)
        return refusal(503, "too many messages at once");
    const auto accepted = inbox_->accept(heard->sid, reel::to_json(*heard));
    if (!accepted)
    {
        host_.log().error("A message could not be taken", {{"error", accepted.error().describe()}});
        return refusal(accepted.error().kind() == reel::errc::bad_argument ? 400 : 500, accepted.error().message());
    }
    const auto sid = heard->sid;
    if (*accepted)
        tasks_.spawn("answer " + sid, answer(std::move(*heard)));
    return thanks();
}

// ---- what goes out --------------------------------------------------------------------------------------------------

/// Cancelled, it leaves the message in the inbox: the next run answers it.
reel::awaitable<void> provider::answer(text_message heard)
{
    auto& talk = host_.conversations();
    const auto reply = co_await talk.say({heard.from, {}, heard.from, heard.text, heard.sid});
    if (!reply.text.empty() && !reply.delivered && co_await send(heard.from, reply.text))
        talk.delivered(heard.from, heard.from, heard.sid);
    inbox_->done(heard.sid);
}

reel::awaitable<bool> provider::send(const std::string& to, std::string text)
{
    for (auto& one : to_texts(text))
        if (const auto sent = co_await client_.send(to, std::move(one)); !sent)
        {
            host_.log().error("An answer could not be sent", {{"error", sent.error().describe()}});
            co_return false;
        }
    co_return true;
}

} // namespace reel_twilio
