// SPDX-License-Identifier: MIT
#include "tests/sim/twilio/service.hpp"

#include <boost/json.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstdio>

namespace reel_sim::twilio
{
namespace json = boost::json;

namespace
{

std::string base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                        reinterpret_cast<const unsigned char*>(bytes.data()),
                                                        static_cast<int>(bytes.size()))));
    return out;
}

/// As https://www.twilio.com/docs/usage/security#validating-requests has it.
std::string signature(const std::string& token, std::string text, parameters fields)
{
    std::ranges::sort(fields);
    for (const auto& [name, value] : fields)
        text += name + value;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    HMAC(EVP_sha1(), token.data(), static_cast<int>(token.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), digest, &length);
    return base64({reinterpret_cast<const char*>(digest), length});
}

std::string encoded(const parameters& fields)
{
    std::string out;
    for (const auto& [name, value] : fields)
        out += (out.empty() ? "" : "&") + name + "=" + boost::urls::encode(value, boost::urls::unreserved_chars);
    return out;
}

std::string sid(std::string_view kind, int n)
{
    char digits[33];
    std::snprintf(digits, sizeof digits, "%032d", n);
    return std::string{kind} + digits;
}

reply refusal(int status, int code, std::string_view message)
{
    return reply::json(json::serialize(json::object{{"code", code}, {"message", message}, {"status", status}}), status);
}

std::string_view text_in(const json::object& o, std::string_view name, std::string_view otherwise = {})
{
    const auto* value = o.if_contains(name);
    return value ? std::string_view{value->as_string()} : otherwise;
}

} // namespace

reply service::handle(const request& req)
{
    const auto account = "/twilio/2010-04-01/Accounts/" + settings_.account_sid;
    if (req.header("authorization") != "Basic " + base64(settings_.account_sid + ":" + settings_.auth_token))
        return refusal(401, 20003, "Authenticate");
    if (req.method == "GET" && req.path == account + ".json")
        return reply::json(json::serialize(json::object{{"sid", settings_.account_sid}, {"status", "active"}}));
    if (req.method == "POST" && req.path == account + "/Messages.json")
        return take(req);
    return refusal(404, 20404, "The requested resource " + req.path + " was not found");
}

reply service::take(const request& req)
{
    text t;
    std::string service, ignored;
    for (auto& [name, value] : parse_query(req.body))
        (name == "To"                    ? t.to
         : name == "From"                ? t.from
         : name == "Body"                ? t.body
         : name == "MessagingServiceSid" ? service
                                         : ignored) = std::move(value);
    if (t.from.empty() && service == settings_.messaging_service)
        t.from = settings_.number;
    if (t.from != settings_.number)
        return refusal(400, 21606, "The 'From' phone number provided is not a valid, message-capable phone number");
    if (settings_.unsubscribed.contains(t.to))
        return refusal(400, 21610, "Attempt to send to unsubscribed recipient");
    if (t.body.empty())
        return refusal(400, 21602, "Message body is required.");
    const auto characters = std::ranges::count_if(t.body, [](char c) { return (c & 0xC0) != 0x80; });
    if (characters > 1600)
        return refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit.");
    t.sid = sid("SM", ++numbered_);
    sent_.push_back(t);
    return reply::json(
        json::serialize(json::object{{"sid", t.sid}, {"status", "queued"}, {"to", t.to}, {"body", t.body}}), 201);
}

json::value service::state() const
{
    json::array sent;
    for (const auto& t : sent_)
        sent.push_back(json::object{{"sid", t.sid}, {"from", t.from}, {"to", t.to}, {"body", t.body}});
    return json::object{{"accountSid", settings_.account_sid},
                        {"authToken", settings_.auth_token},
                        {"number", settings_.number},
                        {"messagingService", settings_.messaging_service},
                        {"sent", std::move(sent)}};
}

/// What Twilio would post: the form, and its signature for `url`.
json::value service::incoming(const json::object& arguments)
{
    const std::string url{text_in(arguments, "url")};
    const std::string id{text_in(arguments, "sid")};
    parameters fields{{"MessageSid", id.empty() ? sid("SM", ++numbered_) : id}, {"AccountSid", settings_.account_sid},
                      {"From", std::string{text_in(arguments, "from")}},        {"To", settings_.number},
                      {"Body", std::string{text_in(arguments, "text")}},        {"NumMedia", "0"}};
    const auto signed_with = signature(settings_.auth_token, url, fields);
    const auto body = encoded(fields);
    return json::object{{"sid", fields.front().second},
                        {"body", body},
                        {"signature", signed_with},
                        {"curl", "curl -d '" + body + "' -H 'X-Twilio-Signature: " + signed_with + "' " + url}};
}

std::optional<json::value> service::control(std::string_view rest, const request& req, const json::object& arguments)
{
    if (req.method == "POST" && rest == "/incoming")
        return incoming(arguments);
    if (req.method == "DELETE" && rest == "/sent")
        sent_.clear();
    else if (req.method == "POST" && rest.empty())
    {
        settings_.auth_token = text_in(arguments, "authToken", settings_.auth_token);
        if (const auto* numbers = arguments.if_contains("unsubscribed"))
        {
            settings_.unsubscribed.clear();
            for (const auto& n : numbers->as_array())
                settings_.unsubscribed.emplace(std::string_view{n.as_string()});
        }
    }
    else if (req.method != "GET" || !rest.empty())
        return {};
    return state();
}

} // namespace reel_sim::twilio
