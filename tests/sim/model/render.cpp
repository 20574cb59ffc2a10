// SPDX-License-Identifier: MIT
#include "tests/sim/model/render.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

/// In `count` pieces (0: by words), each of whole characters.
std::vector<std::string> cut(std::string_view text, std::size_t count)
{
    std::vector<std::string> out;
    const auto size = count > 0 ? (text.size() + count - 1) / count : 0;
    while (!text.empty())
    {
        auto n = count > 0 ? size : text.find(' ', 1);
        n = std::min(n, text.size());
        while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0) == 0x80)
            ++n;
        out.emplace_back(text.substr(0, n));
        text.remove_prefix(n);
    }
    return out;
}

json::value arguments_of(const spoken_call& call, const quirks& odd)
{
    if (!odd.contains("object arguments"))
        return json::string(call.arguments);
    json::error_code failure;
    auto value = json::parse(call.arguments, failure);
    return failure ? json::value(call.arguments) : value;
}

/// The answer as events of a stream, without their framing.
class storyteller
{
public:
    storyteller(const utterance& say, const question& q, std::uint64_t number)
        : say_{say}, odd_{say.oddities}, asked_{q}, id_{"chatcmpl-" + std::to_string(number)}, number_{number}
    {}

    std::vector<std::string> events()
    {
        add({{"role", "assistant"}, {"content", ""}});
        if (odd_.contains("reasoning"))
            for (const auto* thought : {"The user ", "wants to know."})
                add({{"content", nullptr}, {"reasoning_content", thought}});
        if (odd_.contains("reasoning details"))
            for (auto& detail : details())
                add({{"content", ""}, {"reasoning_details", {std::move(detail)}}});
        for (const auto& piece : cut(whole_text(), say_.pieces))
            add({{"content", piece}});
        for (std::size_t n = 0; n < say_.calls.size(); ++n)
            add_call(n);
        add(json::object{}, json::value(finish_reason()));
        if (asked_.usage && !odd_.contains("no usage"))
            out_.push_back(json::serialize(json::object{{"id", id_},
                                                        {"object", "chat.completion.chunk"},
                                                        {"model", asked_.model},
                                                        {"choices", json::array{}},
                                                        {"usage", usage()}}));
        return std::move(out_);
    }

    json::object whole()
    {
        json::object message{{"role", "assistant"}, {"content", nullptr}};
        if (!say_.text.empty() || say_.calls.empty())
            message["content"] = whole_text();
        if (odd_.contains("reasoning"))
            message["reasoning_content"] = "The user wants to know.";
        if (odd_.contains("reasoning details"))
            message["reasoning_details"] = details();
        json::array calls;
        for (std::size_t n = 0; n < say_.calls.size(); ++n)
            calls.push_back(call_with(n, arguments_of(say_.calls[n], odd_), true));
        if (!calls.empty())
            message["tool_calls"] = std::move(calls);
        json::object out{
            {"id", id_},
            {"object", "chat.completion"},
            {"created", 1'767'225'600},
            {"model", asked_.model},
            {"choices", json::array{json::object{
                            {"index", 0}, {"message", std::move(message)}, {"finish_reason", finish_reason()}}}}};
        if (!odd_.contains("no usage"))
            out["usage"] = usage();
        return out;
    }

private:
    /// The parts of a thought: its text in two, and its signature.
    static json::array details()
    {
        const json::object part{{"type", "reasoning.text"}, {"index", 0}};
        json::array out;
        for (const auto& [name, value] :
             {std::pair{"text", "The user "}, {"text", "wants to know."}, {"signature", "signed"}})
        {
            out.push_back(part);
            out.back().as_object()[name] = value;
        }
        return out;
    }

    std::string whole_text() const
    {
        return odd_.contains("thinking") ? "<think>\nThe user wants to know.\n</think>\n\n" + say_.text : say_.text;
    }

    std::string finish_reason() const
    {
        if (!say_.finish_reason.empty())
            return say_.finish_reason;
        return say_.calls.empty() || odd_.contains("stop with calls") ? "stop" : "tool_calls";
    }

    json::object usage() const
    {
        const auto read = static_cast<std::int64_t>(asked_.system.size() + asked_.user.size()) / 4 + 1;
        const auto written = static_cast<std::int64_t>(say_.text.size()) / 4 + 1;
        return {{"prompt_tokens", read}, {"completion_tokens", written}, {"total_tokens", read + written}};
    }

    void add(json::object delta, json::value finish = nullptr)
    {
        if (odd_.contains("null content") && !delta.contains("content"))
            delta["content"] = nullptr;
        out_.push_back(json::serialize(json::object{
            {"id", id_},
            {"object", "chat.completion.chunk"},
            {"created", 1'767'225'600},
            {"model", asked_.model},
            {"choices", json::array{json::object{
                            {"index", 0}, {"delta", std::move(delta)}, {"finish_reason", std::move(finish)}}}}}));
    }

    json::object call_with(std::size_t n, json::value arguments, bool named) const
    {
        const auto& call = say_.calls[n];
        json::object function, out;
        if (named)
        {
            if (!odd_.contains("no ids"))
                out["id"] = call.id.empty() ? "call_" + std::to_string(number_) + "_" + std::to_string(n) : call.id;
            out["type"] = "function";
            function["name"] = call.name;
            if (odd_.contains("signatures"))
                out["extra_content"] = {{"google", {{"thought_signature", "signed " + call.name}}}};
        }
        function["arguments"] = std::move(arguments);
        out["function"] = std::move(function);
        return out;
    }

    void add_call(std::size_t n)
    {
        const auto arguments = arguments_of(say_.calls[n], odd_);
        const bool at_once = odd_.contains("whole calls") || odd_.contains("no index") || odd_.contains("index 0") ||
                             odd_.contains("no ids") || !arguments.is_string();
        std::vector<json::value> pieces{arguments};
        if (!at_once)
        {
            pieces = {json::string{}};
            for (const auto& piece : cut(arguments.get_string(), 3))
                pieces.emplace_back(json::string(piece));
        }
        for (auto& piece : pieces)
        {
            auto call = call_with(n, std::move(piece), &piece == &pieces.front() || odd_.contains("repeated names"));
            if (!odd_.contains("no index"))
                call["index"] = odd_.contains("index 0") ? 0 : n;
            add({{"tool_calls", json::array{std::move(call)}}});
        }
    }

    const utterance& say_;
    const quirks& odd_;
    const question& asked_;
    std::string id_;
    std::uint64_t number_;
    std::vector<std::string> out_;
};

json::object error_object(std::string_view message, std::string_view code, int status)
{
    return {{"error",
             {{"message", message},
              {"type", status == 429  ? "rate_limit_error"
                       : status < 500 ? "invalid_request_error"
                                      : "server_error"},
              {"param", nullptr},
              {"code", code.empty() ? json::value(nullptr) : json::value(code)}}}};
}

std::string framed(std::string_view data, const quirks& odd)
{
    const std::string_view line_end = odd.contains("crlf") ? "\r\n" : "\n";
    std::string out;
    if (odd.contains("comments"))
        out.append(": PROCESSING").append(line_end).append(line_end);
    out.append("data: ").append(data).append(line_end);
    if (!odd.contains("single newlines"))
        out.append(line_end);
    return out;
}

std::vector<std::string> split(const std::vector<std::string>& frames)
{
    std::vector<std::string> out;
    for (const auto& frame : frames)
        for (std::size_t at = 0; at < frame.size(); at += 3)
            out.push_back(frame.substr(at, 3));
    return out;
}

reply streamed(const utterance& say, const std::optional<mishap>& fault, std::vector<std::string> events)
{
    const auto& odd = say.oddities;
    reply r;
    r.content_type = "text/event-stream";
    if (!odd.contains("no done"))
        events.emplace_back("[DONE]");
    if (fault)
    {
        events.resize(std::min(events.size(), fault->pieces + 1)); // the first says only who speaks
        if (fault->what == mishap::kind::error)
            events.push_back(json::serialize(error_object(fault->message, fault->code, 500)));
        r.end = fault->what == mishap::kind::cut     ? ending::cut
                : fault->what == mishap::kind::stall ? ending::stall
                                                     : ending::complete;
    }
    std::vector<std::string> frames;
    for (const auto& event : events)
        frames.push_back(framed(event, odd));
    if (fault && fault->what == mishap::kind::error && odd.contains("error field"))
    {
        frames.back() = "error: " + json::serialize(json::parse(events.back()).at("error")) + "\n\n";
        frames.push_back(framed("[DONE]", odd));
    }
    if (odd.contains("split"))
        frames = split(frames);
    for (auto& text : frames)
        r.frames.push_back({std::move(text), r.frames.empty() ? say.after : say.every});
    return r;
}

reply at_once(const utterance& say, const std::optional<mishap>& fault, const json::object& answer)
{
    auto text = json::serialize(answer);
    reply r;
    r.content_type = "application/json";
    if (fault && fault->what == mishap::kind::error)
        text = json::serialize(error_object(fault->message, fault->code, 500));
    else if (fault)
    {
        text.resize(text.size() / 2);
        r.end = fault->what == mishap::kind::cut ? ending::cut : ending::stall;
    }
    r.frames.push_back({std::move(text), say.after});
    return r;
}

} // namespace

reply refusal(int status, std::string_view message, std::string_view code)
{
    return reply::json(json::serialize(error_object(message, code, status)), status);
}

reply render(const utterance& say, const std::optional<mishap>& fault, const question& q, std::uint64_t number)
{
    if (fault && fault->what == mishap::kind::refusal)
    {
        auto r = refusal(fault->status, fault->message, fault->code);
        if (fault->retry_after)
            r.headers.emplace_back("Retry-After", std::to_string(*fault->retry_after));
        return r;
    }
    storyteller teller{say, q, number};
    return q.stream && !say.oddities.contains("whole") ? streamed(say, fault, teller.events())
                                                       : at_once(say, fault, teller.whole());
}

} // namespace reel_sim::model
