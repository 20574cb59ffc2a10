// SPDX-License-Identifier: MIT
#include "core/model/failure.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <string>

namespace reeld::model
{

namespace json = boost::json;

namespace
{

using reel::errc;

/// What a server says of a failure.
struct complaint
{
    int status = 0;
    std::string text;
    std::string code; ///< codes and types, for machines
};

void add_code(complaint& to, const json::value* value)
{
    if (!value)
        return;
    std::int64_t number = 0;
    if (const auto* text = value->if_string())
    {
        to.code.append(*text).append(" ");
        std::from_chars(text->data(), text->data() + text->size(), number); // LiteLLM: "400"
    }
    else if (const auto* given = value->if_int64())
        number = *given;
    if (number >= 400 && number < 600 && to.status == 0)
        to.status = static_cast<int>(number);
}

/// OpenRouter: what the one behind it said, which is what is the matter.
void add_origin(complaint& to, const json::value* metadata)
{
    const auto* from = metadata ? metadata->if_object() : nullptr;
    const auto* raw = from ? from->if_contains("raw") : nullptr;
    if (raw && !raw->is_null())
        to.text.append(": ").append(raw->is_string() ? std::string{raw->get_string()} : json::serialize(*raw));
}

/// {"message", "type", "code"}: of OpenAI, and what nearly everyone else makes of it.
complaint read_complaint(const json::object& o, int status)
{
    complaint out{status, {}, {}};
    for (const auto* name : {"message", "detail"})
        if (const auto* text = o.if_contains(name); text && text->is_string() && out.text.empty())
            out.text = text->get_string();
    add_origin(out, o.if_contains("metadata"));
    add_code(out, o.if_contains("code"));
    add_code(out, o.if_contains("type"));
    add_code(out, o.if_contains("status"));
    return out;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts)
{
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return text.find(part) != text.npos; });
}

std::string lower(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

/// OpenAI, llama.cpp (which may say 500), vLLM, LM Studio, Anthropic's models behind LiteLLM and Gemini, in this order.
bool says_too_long(const complaint& c)
{
    return contains_any(c.code, {"context_length_exceeded", "exceed_context_size"}) ||
           contains_any(lower(c.text), {"context size", "context length", "maximum context", "context window",
                                        "context overflow", "prompt is too long", "prompt too long",
                                        "exceed context limit", "exceeds the maximum number of tokens"});
}

bool says_declined(const complaint& c)
{
    return contains_any(lower(c.text + c.code), {"moderation", "flagged", "content_policy", "content_filter"});
}

/// LM Studio, with status 200, when /v1 is missing.
bool says_not_found(const complaint& c)
{
    return c.status == 404 || c.status == 405 || lower(c.text).starts_with("unexpected endpoint");
}

bool says_no_credit(const complaint& c)
{
    return c.status == 402 || contains_any(c.code, {"insufficient_quota", "billing"});
}

reel::error as_error(const complaint& c)
{
    const auto as = [&](errc kind, std::string message) {
        return reel::error{kind, std::move(message)}.with_status(c.status).with_upstream_text(
            reel::without_markup(c.text));
    };
    if (c.status == 401)
        return as(errc::unauthorized, "The language model refused the key; set a valid one in models in reeld.yaml");
    if (says_too_long(c))
        return as(errc::bad_argument, "The conversation is longer than the language model can read; start a new one");
    if (says_no_credit(c))
        return as(errc::unauthorized,
                  "The language model's account has no credit left; add some, or set another model");
    if (says_not_found(c))
        return as(errc::unconfigured,
                  "The language model is not found; check url (it ends in /v1) and model of models in "
                  "reeld.yaml");
    if (c.status == 403)
        return says_declined(c)
                   ? as(errc::upstream, "The language model declined to answer; ask in another way")
                   : as(errc::unauthorized, "The language model may not be used with this key; check key and model of "
                                            "models in reeld.yaml");
    if (c.status == 429)
        return as(errc::upstream, "The language model is asked too often; try again in a minute");
    if (c.status >= 400 && c.status < 500 && c.status != 408)
        return as(errc::upstream, "The language model did not understand the request; the log says what it answered");
    return as(errc::upstream, "The language model has a trouble of its own; try again in a moment");
}

json::value parse(std::string_view text)
{
    json::error_code failure;
    return json::parse(text, failure);
}

} // namespace

std::optional<reel::error> told_error(const json::object& said)
{
    const auto* error = said.if_contains("error");
    if (error && error->is_null())
        error = nullptr;
    if (const auto* reason = said.if_contains("finish_reason"); !error && reason && *reason == "error")
        return as_error({});
    const auto* object = said.if_contains("object"); // vLLM: {"object":"error","message":…}
    if (!error && (!object || *object != "error"))
        return std::nullopt;
    if (error && error->is_object())
        return as_error(read_complaint(error->get_object(), 0));
    if (error && error->is_string())
        return as_error({0, std::string{error->get_string()}, {}});
    return as_error(read_complaint(said, 0));
}

reel::error not_configured()
{
    return {errc::unconfigured, "No language model is configured; set models in reeld.yaml"};
}

reel::error refused(int status, std::string_view body)
{
    complaint c{status, {}, {}};
    const auto value = parse(body);
    if (const auto* said = value.if_object())
    {
        const auto* error = said->if_contains("error");
        if (error && error->is_string())
            c.text = error->get_string();
        else
            c = read_complaint(error && error->is_object() ? error->get_object() : *said, status);
    }
    if (c.text.empty())
        c.text = body;
    return as_error(c);
}

reel::error not_reached(const reel::error& failure, reel::duration deadline)
{
    const auto as = [&](errc kind, std::string message) -> reel::error { // the log says which of its reasons it is
        return reel::error{kind, std::move(message)}.with_upstream_text(failure.message());
    };
    switch (failure.kind())
    {
    case errc::connection:
        return as(errc::connection, "The language model is not reachable");
    case errc::timeout:
        return as(errc::timeout, "The language model did not answer within " + reel::format_duration(deadline));
    case errc::bad_argument: // an address or a key that cannot be sent
        return as(errc::unconfigured, "The language model cannot be asked as it is configured; check url and key of "
                                      "models in reeld.yaml");
    default:
        return failure;
    }
}

bool worth_repeating(const reel::error& failure)
{
    const auto status = failure.status();
    if (failure.kind() == errc::connection)
        return true;
    return failure.kind() == errc::upstream && (status == 0 || status == 408 || status == 429 || status >= 500) &&
           status != 501;
}

} // namespace reeld::model
