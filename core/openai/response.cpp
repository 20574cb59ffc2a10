// SPDX-License-Identifier: MIT
#include "core/openai/codec.hpp"

#include "core/http/live_answer.hpp"
#include "core/model/failure.hpp"

#include <reel/described.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace reeld::openai
{

namespace json = boost::json;

namespace
{

json::array calls_array(const std::vector<model::tool_call>& calls, bool numbered)
{
    json::array out;
    for (const auto& call : calls)
    {
        json::object one;
        if (numbered)
            one["index"] = out.size();
        one["id"] = call.id;
        one["type"] = "function";
        one["function"] = {{"name", call.name}, {"arguments", call.arguments.empty() ? "{}" : call.arguments}};
        one.insert(call.extra.begin(), call.extra.end());
        out.push_back(std::move(one));
    }
    return out;
}

json::object usage_object(const model::usage& used)
{
    return {{"prompt_tokens", used.prompt_tokens},
            {"completion_tokens", used.completion_tokens},
            {"total_tokens", used.prompt_tokens + used.completion_tokens}};
}

std::string finish_reason(const conversation::run_result& said)
{
    return said.finish_reason.empty() ? "stop" : said.finish_reason;
}

json::object model_object(std::string_view name, std::int64_t created)
{
    return {{"id", name}, {"object", "model"}, {"created", created}, {"owned_by", "reeld"}};
}

std::string error_body(std::string_view message, std::string_view type, json::value param, json::value code)
{
    return json::serialize(json::object{
        {"error", {{"message", message}, {"type", type}, {"param", std::move(param)}, {"code", std::move(code)}}}});
}

/// "/messages/2/content" -> "messages[2].content", as OpenAI names parameters.
std::string param_of(std::string_view pointer)
{
    std::string out;
    while (!pointer.empty())
    {
        pointer.remove_prefix(1);
        const auto part = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(part.size());
        if (!part.empty() && part.find_first_not_of("0123456789") == part.npos)
            out.append("[").append(part).append("]");
        else
            out.append(out.empty() ? "" : ".").append(part);
    }
    return out;
}

int status_of(const reel::error& failure) noexcept
{
    switch (failure.kind())
    {
    case reel::errc::bad_argument:
        return failure.status() == 413 ? 413 : 400;
    case reel::errc::permission:
        return 403;
    case reel::errc::unavailable:
        return 404;
    case reel::errc::unconfirmed:
        return 409;
    case reel::errc::not_ready:
        return 429;
    case reel::errc::internal:
        return 500;
    default: // the model's: there is no answer now
        return 503;
    }
}

const char* type_of(int status) noexcept
{
    return status == 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error";
}

/// Of those that clients take for passing by their status.
bool stays(const reel::error& failure) noexcept
{
    switch (failure.kind())
    {
    case reel::errc::unconfigured:
    case reel::errc::unauthorized:
    case reel::errc::validation:
    case reel::errc::unconfirmed:
        return true;
    default:
        return failure.kind() == reel::errc::upstream && !model::worth_repeating(failure);
    }
}

} // namespace

std::string completion_json(const heading& head, const conversation::run_result& said)
{
    json::object message{{"role", "assistant"}, {"content", nullptr}, {"refusal", nullptr}};
    if (!said.text.empty())
        message["content"] = said.text;
    if (!said.client_calls.empty())
        message["tool_calls"] = calls_array(said.client_calls, false);
    message.insert(said.client_extra.begin(), said.client_extra.end());
    json::object choice{
        {"index", 0}, {"message", std::move(message)}, {"logprobs", nullptr}, {"finish_reason", finish_reason(said)}};
    return json::serialize(json::object{{"id", head.id},
                                        {"object", "chat.completion"},
                                        {"created", head.created},
                                        {"model", head.model},
                                        {"choices", json::array{std::move(choice)}},
                                        {"usage", usage_object(said.used)}});
}

chunks::chunks(heading head, bool include_usage) : include_usage_{include_usage}
{
    beginning_ = json::serialize(json::object{
        {"id", head.id}, {"object", "chat.completion.chunk"}, {"created", head.created}, {"model", head.model}});
    beginning_.back() = ',';
}

std::string chunks::chunk(std::string_view choices, std::string_view usage) const
{
    std::string data = beginning_;
    data.append(R"("choices":[)").append(choices).append("]");
    if (!usage.empty())
        data.append(R"(,"usage":)").append(usage);
    else if (include_usage_)
        data += R"(,"usage":null)";
    return http::make_event({}, data += '}');
}

std::string chunks::opening()
{
    if (std::exchange(opened_, true))
        return {};
    return chunk(R"({"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null})");
}

std::string chunks::text(std::string_view piece)
{
    std::string choice = R"({"index":0,"delta":{"content":)";
    reel::detail::write_string(choice, piece);
    choice += R"(},"logprobs":null,"finish_reason":null})";
    auto out = opening();
    return out += chunk(choice);
}

std::string chunks::end(const conversation::run_result& said)
{
    auto out = opening();
    if (!said.client_calls.empty())
    {
        auto delta = said.client_extra;
        delta["tool_calls"] = calls_array(said.client_calls, true);
        out += chunk(json::serialize(json::object{
            {"index", 0}, {"delta", std::move(delta)}, {"logprobs", nullptr}, {"finish_reason", nullptr}}));
    }
    out += chunk(json::serialize(json::object{
        {"index", 0}, {"delta", json::object{}}, {"logprobs", nullptr}, {"finish_reason", finish_reason(said)}}));
    if (include_usage_)
        out += chunk({}, json::serialize(usage_object(said.used)));
    return out += http::make_event({}, "[DONE]");
}

std::string chunks::broken(const reel::error& failure)
{
    return http::make_event({}, describe(failure).body);
}

failed_answer describe(const reel::error& failure)
{
    failed_answer out;
    out.status = status_of(failure);
    out.for_good = stays(failure);
    json::value param;
    if (!failure.pointer().empty())
        param = param_of(failure.pointer());
    out.body = error_body(failure.message(), type_of(out.status), std::move(param),
                          json::string{reel::to_string(failure.kind())});
    return out;
}

std::string in_openais_form(int status, std::string_view body)
{
    json::error_code malformed;
    const auto value = json::parse(body, malformed);
    const auto* said = value.if_object();
    const auto* sentence = said ? said->if_contains("error") : nullptr;
    return sentence && sentence->is_string() ? error_body(sentence->get_string(), type_of(status), nullptr, nullptr)
                                             : std::string{};
}

failed_answer no_such_model(std::string_view name, const std::vector<std::string_view>& known)
{
    std::string message = "There is no model '" + std::string{name} + "' here. There is: ";
    for (const auto& one : known)
        message.append(&one == &known.front() ? "" : ", ").append(one);
    return {404, error_body(message, type_of(404), "model", "model_not_found")};
}

std::string models_json(const std::vector<std::string_view>& names, std::int64_t created)
{
    json::array list;
    for (const auto name : names)
        list.push_back(model_object(name, created));
    return json::serialize(json::object{{"object", "list"}, {"data", std::move(list)}});
}

std::string model_json(std::string_view name, std::int64_t created)
{
    return json::serialize(model_object(name, created));
}

} // namespace reeld::openai
