// SPDX-License-Identifier: MIT
#include "core/confirm/preview.hpp"

#include <reel/text.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <vector>

namespace reeld::confirm
{

namespace
{

constexpr std::size_t longest_said = 500; // a tool's own preview may repeat an argument of a model's
constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_arguments = 600; // a text message or two

/// "discId" -> "disc id"
std::string name_in_words(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (c >= 'A' && c <= 'Z')
            (out += ' ') += static_cast<char>(c - 'A' + 'a');
        else
            out += c == '_' ? ' ' : c;
    return reel::shown(out, longest_name);
}

std::string in_words(const boost::json::value& value)
{
    constexpr auto whole = std::string::npos;
    if (const auto* text = value.if_string())
        return reel::shown(*text, whole);
    if (const auto* flag = value.if_bool())
        return *flag ? "yes" : "no";
    const auto* list = value.if_array();
    if (!list)
        return reel::shown(boost::json::serialize(value), whole);
    std::vector<std::string> words;
    for (const auto& item : *list)
        words.push_back(in_words(item));
    return reel::listed(words);
}

reel::result<std::string> question(const reel::tool_spec& spec, const boost::json::object& args)
{
    std::string out = (spec.title.empty() ? name_in_words(spec.name) : spec.title) + "?";
    std::string arguments;
    for (const auto& [name, value] : args)
        if (!value.is_null())
            arguments += (arguments.empty() ? "" : "; ") + name_in_words(name) + ": " + in_words(value);
    if (arguments.size() > longest_arguments)
        return reel::error{reel::errc::bad_argument,
                           "these arguments are too much to show to the person who has to confirm "
                           "them; ask for less at once"};
    return arguments.empty() ? out : out + " (" + arguments + ")";
}

} // namespace

reel::result<std::string> compose_preview(const reel::tool_spec& spec, const boost::json::object& args,
                                          std::string_view said)
{
    auto out = said.empty() ? question(spec, args) : reel::shown(said, longest_said);
    if (out && !spec.consequence.empty())
        (*out += ' ') += spec.consequence;
    return out;
}

} // namespace reeld::confirm
