// SPDX-License-Identifier: MIT
#include "core/model/stream_decoder.hpp"

#include "core/model/extras.hpp"
#include "core/model/failure.hpp"
#include "core/model/utf8.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace reeld::model
{

namespace json = boost::json;

namespace
{

constexpr std::size_t longest_answer = 8u << 20;
constexpr std::size_t longest_stream = 64u << 20; // with what it is wrapped in, and thought
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

reel::error not_a_completion()
{
    return {reel::errc::validation,
            "What answers at the language model's address is not a chat completion; check url of "
            "models in reeld.yaml"};
}

reel::error too_long()
{
    return {reel::errc::validation, "The language model's answer is too long"};
}

json::value parse(std::string_view text, json::storage_ptr memory, json::error_code& failure)
{
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true; // a character may be split over two chunks; `speech` puts it together
    return json::parse(text, failure, std::move(memory), lenient);
}

void take_number(std::int64_t& to, const json::object& from, std::string_view name)
{
    if (const auto* value = from.if_contains(name); value && value->is_int64())
        to = value->get_int64();
}

void take_string(std::string& to, const json::object& from, std::string_view name)
{
    if (const auto* value = from.if_contains(name); value && value->is_string() && !value->get_string().empty())
    {
        to.clear();
        append_mended(to, value->get_string());
    }
}

} // namespace

stream_decoder::stream_decoder(text_sink on_text)
    : on_text_{std::move(on_text)}, events_{[this](std::string_view data) { return take_event(data); }}
{
    reply_.said.from = speaker::assistant;
}

reel::result<void> stream_decoder::write(std::string_view piece)
{
    if ((read_ += piece.size()) > longest_stream)
        return too_long();
    if (shape_ == shape::unknown)
    {
        whole_ += piece;
        if (byte_order_mark.starts_with(std::string_view{whole_}.substr(0, 3)) && whole_.size() < 3)
            return {};
        const auto begin = whole_.find_first_not_of("\xEF\xBB\xBF \t\r\n");
        if (begin == whole_.npos)
            return whole_.size() > longest_answer ? reel::result<void>{too_long()} : reel::result<void>{};
        if (whole_[begin] == '<') // a page of some proxy
            return not_a_completion();
        shape_ = whole_[begin] == '{' ? shape::whole : shape::events;
        if (shape_ == shape::events)
        {
            const auto text = std::exchange(whole_, {});
            return events_.feed(text);
        }
        whole_.erase(0, begin);
        return {};
    }
    if (shape_ == shape::events)
        return events_.feed(piece);
    if (whole_.size() + piece.size() > longest_answer)
        return too_long();
    whole_ += piece;
    return {};
}

reel::result<void> stream_decoder::take_event(std::string_view data)
{
    if (done_)
        return {};
    if (data.starts_with("[DONE]"))
    {
        done_ = true;
        return {};
    }
    unsigned char room[4096];
    json::monotonic_resource memory{room};
    json::error_code failure;
    const auto value = parse(data, &memory, failure);
    if (failure || !value.is_object())
        return not_a_completion();
    return take_object(value.get_object());
}

reel::result<void> stream_decoder::take_object(const json::object& said)
{
    if (auto failed = told_error(said))
        return std::move(*failed);
    take_string(reply_.model, said, "model");
    if (const auto* used = said.if_contains("usage"); used && used->is_object())
    {
        take_number(reply_.used.prompt_tokens, used->get_object(), "prompt_tokens");
        take_number(reply_.used.completion_tokens, used->get_object(), "completion_tokens");
    }
    const auto* choices = said.if_contains("choices");
    if (!choices || !choices->is_array())
        return {};
    for (const auto& choice : choices->get_array())
        if (choice.is_object())
        {
            if (auto taken = take_choice(choice.get_object()); !taken)
                return taken;
            break;
        }
    if (calls_.size() + speech_.text().size() > longest_answer)
        return too_long();
    return {};
}

reel::result<void> stream_decoder::take_choice(const json::object& choice)
{
    if (auto failed = told_error(choice))
        return std::move(*failed);
    answered_ = true;
    take_string(reply_.finish_reason, choice, "finish_reason");
    const auto* said = choice.if_contains("delta");
    if (!said || !said->is_object())
        said = choice.if_contains("message");
    if (!said || !said->is_object())
        return {};
    const auto& delta = said->get_object();
    for (const auto* name : {"content", "refusal"})
        if (const auto* content = delta.if_contains(name))
            take_text(*content);
    if (const auto* calls = delta.if_contains("tool_calls"); calls && calls->is_array())
        for (const auto& call : calls->get_array())
            if (call.is_object())
                calls_.add(call.get_object());
    add_message_extras(reply_.said.extra, delta);
    return {};
}

/// A string, or a list of parts of which only those of type text are meant for people.
void stream_decoder::take_text(const json::value& content)
{
    if (content.is_string())
        say(speech_.add(content.get_string()));
    if (!content.is_array())
        return;
    for (const auto& part : content.get_array())
        if (const auto* o = part.if_object())
            if (const auto* type = o->if_contains("type"); type && *type == "text")
                if (const auto* text = o->if_contains("text"); text && text->is_string())
                    say(speech_.add(text->get_string()));
}

void stream_decoder::say(std::string_view text)
{
    if (!text.empty() && on_text_)
        on_text_(text);
}

reel::result<reply> stream_decoder::finish()
{
    if (shape_ == shape::whole)
    {
        json::error_code failure;
        const auto value = parse(whole_, {}, failure);
        if (failure || !value.is_object())
            return not_a_completion();
        if (auto taken = take_object(value.get_object()); !taken)
            return taken.error();
        done_ = answered_;
    }
    else if (auto taken = events_.finish(); !taken)
        return taken.error();
    if (!answered_ && (done_ || shape_ == shape::whole))
        return not_a_completion();
    if (!complete()) // not all servers say [DONE]
        return reel::error{reel::errc::connection, "The language model broke off in the middle of its answer"};
    say(speech_.finish());
    reply_.said.text = speech_.text();
    reply_.said.calls = calls_.take();
    if (reply_.said.calls.empty())
        reply_.said.extra.clear();
    return std::move(reply_);
}

} // namespace reeld::model
