// SPDX-License-Identifier: MIT
#include "plugins/twilio/provider.hpp"

#include "plugins/twilio/signature.hpp"

#include <boost/json/parse.hpp>

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

/// In Twilio's markup: "thank you", and what to tell the sender right now, mostly nothing.
reel::webhook_answer thanks(const std::string& content = {})
{
    const std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    return {200, "text/xml", xml + (content.empty() ? "<Response/>" : "<Response>" + content + "</Response>")};
}

/// A webhook that fails is not repeated: whoever wrote must hear of it.
const char* const not_now = "<Message>I cannot take messages right now, please try again later.</Message>";

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      client_{host, settings_},
      answers_{host, [this](reel::inbox::entry heard) { return answer(std::move(heard)); }},
      health_check_{host, "health", {.interval = settings_.health_interval}},
      since_{host.clock().now()}
{}

void provider::start()
{
    answers_.resume();
    health_check_.start([this] { return client_.check(); });
}

reel::awaitable<void> provider::stop()
{
    co_await answers_.stop();
    co_await health_check_.stop();
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
    if (request.method != "POST")
        co_return refusal(405, "Twilio must be set to use POST");
    const auto fields = parse_form(request.body);
    const auto& url = settings_.webhook_url.buffer();
    if (!is_signed(settings_.auth_token, {url.data(), url.size()}, fields, request.header("X-Twilio-Signature")))
    {
        if (const auto times = forged_.happened(host_.clock()))
            host_.log().warn(
                "A webhook with a wrong signature was refused; if it was Twilio's, auth_token or webhook_url is wrong",
                {{"peer", request.peer}, {"times", *times}});
        co_return refusal(403, "the signature is wrong");
    }
    const auto heard = read_message(fields, settings_.from);
    if (!heard)
        co_return thanks();
    if (answers_.size() >= most_at_once)
        co_return sorry(heard->from);
    const auto accepted = co_await answers_.accept(heard->sid, reel::to_json(*heard));
    if (accepted)
        co_return thanks();
    host_.log().error("A message could not be taken", {{"error", accepted.error().describe()}});
    co_return accepted.error().kind() == reel::errc::bad_argument ? refusal(400, accepted.error().message())
                                                                  : sorry(heard->from);
}

/// Not to strangers: it costs.
reel::webhook_answer provider::sorry(const std::string& to) const
{
    return thanks(host_.conversations().knows(to) ? not_now : "");
}

// ---- what goes out --------------------------------------------------------------------------------------------------

reel::awaitable<reel::chat_reply> provider::ask(text_message heard)
{
    const reel::answering::thinking mark{answers_};
    reel::chat_message message{heard.from, {}, heard.from, heard.text, heard.sid};
    co_return co_await host_.conversations().say(std::move(message));
}

reel::awaitable<void> provider::answer(reel::inbox::entry kept)
{
    const auto heard = reel::decode<text_message>(boost::json::parse(kept.content)).value();
    const auto reply = co_await ask(heard);
    if (reply.text.empty() || reply.delivered)
        co_return;
    const auto texts = to_texts(reply.text);
    const auto send = [&](std::size_t i) { return client_.send(heard.from, texts[i]); };
    if (co_await answers_.send(kept.id, texts.size(), reply.repeated, send))
        host_.conversations().delivered(heard.from, heard.from, reply.message_id);
}

} // namespace reel_twilio
