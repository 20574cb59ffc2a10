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

constexpr std::size_t longest_value = 80;
constexpr std::size_t longest_list = 10;

/// "discId" -> "disc id"
std::string name_in_words(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (c >= 'A' && c <= 'Z')
            (out += ' ') += static_cast<char>(c - 'A' + 'a');
        else
            out += c == '_' ? ' ' : c;
    return reel::shown(out, longest_value);
}

std::string in_words(const boost::json::value& value)
{
    if (const auto* text = value.if_string())
        return reel::shown(*text, longest_value);
    if (const auto* flag = value.if_bool())
        return *flag ? "yes" : "no";
    const auto* list = value.if_array();
    if (!list)
        return reel::shown(boost::json::serialize(value), longest_value);
    std::vector<std::string> words;
    for (const auto& item : *list)
    {
        if (words.size() == longest_list)
        {
            words.push_back(std::to_string(list->size() - longest_list) + " more");
            break;
        }
        words.push_back(in_words(item));
    }
    return reel::listed(words);
}

std::string question(const reel::tool_spec& spec, const boost::json::object& args)
{
    std::string out = (spec.title.empty() ? name_in_words(spec.name) : spec.title) + "?";
    std::string arguments;
    for (const auto& [name, value] : args)
        if (!value.is_null())
            arguments += (arguments.empty() ? "" : "; ") + name_in_words(name) + ": " + in_words(value);
    return arguments.empty() ? out : out + " (" + arguments + ")";
}

} // namespace

std::string compose_preview(const reel::tool_spec& spec, const boost::json::object& args, std::string said)
{
    if (said.empty())
        said = question(spec, args);
    return spec.consequence.empty() ? said : said + " " + spec.consequence;
}

} // namespace reeld::confirm
