// SPDX-License-Identifier: MIT
#include "plugins/twilio/text_message.hpp"

#include <reel/channel.hpp>

#include <algorithm>
#include <utility>

namespace reel_twilio
{

namespace
{

constexpr std::size_t longest_text = 1600; // https://www.twilio.com/docs/api/errors/21617
constexpr std::size_t most_texts = 6;      // each is paid for; nobody reads more on a telephone

// What GSM 03.38 has not, and what stands for it there.
constexpr std::pair<std::string_view, std::string_view> plainer[] = {
    {"**", ""},       {"__", ""},        {"`", ""},        {"\u2018", "'"}, {"\u2019", "'"},
    {"\u201C", "\""}, {"\u201D", "\""},  {"\u201E", "\""}, {"\u2013", "-"}, {"\u2014", "-"},
    {"\u2022", "-"},  {"\u2026", "..."}, {"\u00A0", " "},  {"\u202F", " "}};

/// With which people end all messages to them: Twilio says goodbye itself, and refuses an answer.
/// https://help.twilio.com/articles/223134027
constexpr std::string_view opt_out[] = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"};

std::string word(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (std::string_view{" \t\r\n"}.find(c) == std::string_view::npos)
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

/// Whether Twilio deals with it: by what it says itself where that is set up (Advanced Opt-Out), else by the words. There "YES"
/// is a word for START too, but to us it is an answer.
bool is_twilios(const form& fields, std::string_view text)
{
    const auto said = word(text);
    const auto type = field(fields, "OptOutType");
    return type == "STOP" || type == "HELP" || (type == "START" && said != "yes") ||
           std::ranges::find(opt_out, said) != std::end(opt_out);
}

std::string plain(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const auto* const known =
            std::ranges::find_if(plainer, [&](const auto& p) { return text.starts_with(p.first); });
        if (known != std::end(plainer))
        {
            out += known->second;
            text.remove_prefix(known->first.size());
        }
        else
        {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

} // namespace

bool is_number(std::string_view text)
{
    return text.size() >= 8 && text.size() <= 16 && text.front() == '+' &&
           text.find_first_not_of("0123456789", 1) == text.npos;
}

std::string without_punctuation(std::string_view number)
{
    std::string out;
    for (const char c : number)
        if (std::string_view{" -().\t"}.find(c) == std::string_view::npos)
            out += c;
    return out;
}

std::optional<text_message> read_message(const form& fields, std::string_view own_number)
{
    text_message out{std::string{field(fields, "MessageSid")}, std::string{field(fields, "From")},
                     std::string{field(fields, "Body")}};
    if (out.sid.empty() || !is_number(out.from) || out.from == own_number || out.from == field(fields, "To") ||
        is_twilios(fields, out.text))
        return {};
    return out;
}

std::vector<std::string> to_texts(std::string_view answer)
{
    const auto text = plain(answer);
    auto out = reel::split_message(text, longest_text);
    if (out.size() < 2)
        return out;
    out = reel::split_message(text, longest_text - std::string_view{"(1/6) "}.size());
    if (out.size() > most_texts)
    {
        out.resize(most_texts);
        auto& last = out.back();
        last = reel::split_message(last, longest_text - 10).front() + "...";
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].insert(0, "(" + std::to_string(i + 1) + "/" + std::to_string(out.size()) + ") ");
    return out;
}

} // namespace reel_twilio
