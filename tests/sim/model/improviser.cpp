// SPDX-License-Identifier: MIT
#include "tests/sim/model/improviser.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <optional>
#include <regex>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

/// A kind of question: how it sounds, and what the tool for it is about.
struct intent
{
    std::vector<std::string_view> about; ///< words of a fitting tool's name or description
    std::string_view needs;              ///< an argument without which it is of no use; may be empty
    json::object arguments;              ///< those that the tool does not know are left out
};

std::regex pattern(const char* text)
{
    return std::regex{text, std::regex::icase | std::regex::optimize};
}

/// "the film Dune (2021)?" -> "Dune", 2021, "movie".
struct title
{
    std::string name;
    int year = 0;
    std::string type;
};

title read_title(std::string text)
{
    static const auto tail = pattern(
        R"([\s?!.,]*(\s(yet|already|please|right now|(in|on) (my|our|the)? ?(library|plex|collection|server)))?[\s?!.,]*$)");
    static const auto kind = pattern(R"(^(the|a)? ?(movie|film|show|series|tv show) )");
    static const auto year = pattern(R"(^(.+?)[ (]+((?:19|20)\d\d)\)?$)");
    title out;
    text = std::regex_replace(text, tail, "", std::regex_constants::format_first_only);
    std::smatch found;
    if (std::regex_search(text, found, kind))
    {
        out.type = contains(found[2].str(), "movie") || contains(found[2].str(), "film") ? "movie" : "show";
        text = found.suffix();
    }
    if (std::regex_match(text, found, year))
    {
        out.year = std::stoi(found[2]);
        text = found[1];
    }
    out.name = text;
    return out;
}

std::optional<intent> about_one_title(const std::string& said)
{
    static const std::pair<std::regex, std::string_view> forms[] = {
        {pattern(
             R"((?:which|what|how many) (?:seasons?|episodes?) of (.+?) (?:am i|are we|are|do i|do we|have i|is) .*)"),
         "show"},
        {pattern(R"(missing (?:any |some )?(?:seasons?|episodes?) (?:of|from) (.+))"), "show"},
        {pattern(R"((?:do|did|have) (?:i|we) (?:already )?(?:have|own|got) (.+))"), ""},
        {pattern(R"((?:is|are) (.+?) (?:in|on) (?:my|our|the) (?:library|plex|collection|server).*)"), ""}};
    for (const auto& [form, type] : forms)
    {
        std::smatch found;
        if (!std::regex_search(said, found, form))
            continue;
        const auto what = read_title(found[1]);
        intent out{{"check", "exists", "library", "seasons"}, "title", {{"title", what.name}}};
        if (what.year)
            out.arguments["year"] = what.year;
        if (const auto kind = type.empty() ? std::string_view{what.type} : type; !kind.empty())
            out.arguments["type"] = kind;
        return out;
    }
    return std::nullopt;
}

std::optional<intent> about_finding(const std::string& said)
{
    static const auto form = pattern(R"((.*?)\b(films?|movies?|shows?|series)\b(.*))");
    static const auto decade = pattern(R"(\b(?:(19|20)?(\d)0)'?s\b)");
    static const auto not_mine =
        pattern(R"(\b(not|don'?t|do not|n't)\b.{0,12}\b(own|have)\b|\bnot in my\b|\bmissing\b)");
    static const auto filler = pattern(
        R"(\b(show me|find me|find|list|any|some|good|what|which|are|there|recommend|suggest|the|me|a|i|do)\b|[?!.,])");
    std::smatch found, when;
    if (!std::regex_match(said, found, form))
        return std::nullopt;
    const auto genre = std::regex_replace(std::regex_replace(found[1].str(), filler, ""), pattern(R"(^\s+|\s+$)"), "");
    const bool dated = std::regex_search(said, when, decade);
    if (genre.empty() && !dated)
        return std::nullopt;
    const auto kind = lower(found[2].str());
    intent out{{"discover", "genre", "finds"}, "genre", {{"type", kind[0] == 's' ? "show" : "movie"}}};
    if (!genre.empty())
        out.arguments["genre"] = genre;
    if (dated)
    {
        const int tens = std::stoi(when[2]) * 10;
        const int century = when[1].matched ? std::stoi(when[1]) * 100 : tens < 30 ? 2000 : 1900;
        out.arguments["yearFrom"] = century + tens;
        out.arguments["yearTo"] = century + tens + 9;
    }
    if (std::regex_search(said, not_mine))
        out.arguments["onlyMissing"] = true;
    return out;
}

std::optional<intent> read_intent(const std::string& said)
{
    static const auto watched = pattern(R"(\b(watch(ed)?|seen?|history)\b)");
    static const auto period = pattern(R"(\b(last (week|month|year|night)|yesterday|today|this (week|month|year))\b)");
    if (contains(said, "watching"))
        return intent{{"watching", "right now", "activity"}, "", {}};
    if (std::smatch when; std::regex_search(said, watched))
    {
        intent out{{"watched", "history"}, "", {}};
        if (std::regex_search(said, when, period))
            out.arguments["since"] = when.str();
        return out;
    }
    if (auto one = about_one_title(said))
        return one;
    if (contains(said, "missing") || contains(said, "incomplete") || contains(said, "gaps"))
        if (!std::regex_search(said, pattern(R"(\d0'?s\b)")))
            return intent{{"gap", "lack", "incomplete"}, "", {}};
    return about_finding(said);
}

const offered_tool* best(const std::vector<offered_tool>& tools, const intent& wanted)
{
    const offered_tool* out = nullptr;
    std::size_t most = 0;
    for (const auto& tool : tools)
    {
        if (!wanted.needs.empty() && !tool.properties.contains(wanted.needs))
            continue;
        std::size_t score = 0;
        for (const auto word : wanted.about)
            score += (contains(tool.name, word) ? 3 : 0) + (contains(tool.description, word) ? 1 : 0);
        if (score > most)
        {
            most = score;
            out = &tool;
        }
    }
    return out;
}

/// A question that leaves open whether it is about a film or a show is asked for both.
std::vector<spoken_call> calls_of(const offered_tool& tool, json::object arguments)
{
    for (auto at = arguments.begin(); at != arguments.end();)
        at = tool.properties.contains(at->key()) ? std::next(at) : arguments.erase(at);
    std::vector<spoken_call> out;
    if (!arguments.contains("title") || arguments.contains("type") || !tool.properties.contains("type"))
        return {{"", tool.name, json::serialize(arguments)}};
    for (const auto* type : {"movie", "show"})
    {
        arguments["type"] = type;
        out.push_back({"", tool.name, json::serialize(arguments)});
    }
    return out;
}

/// The first JSON object in a result, wherever it is: results may come with words around them.
std::optional<json::object> object_in(const std::string& result)
{
    const auto begin = result.find('{');
    if (begin == std::string::npos)
        return std::nullopt;
    json::stream_parser parser;
    json::error_code failure;
    parser.write_some(result.data() + begin, result.size() - begin, failure);
    if (failure || !parser.done())
        return std::nullopt;
    return parser.release().as_object();
}

std::string message_in(const json::object& o)
{
    for (const auto* name : {"message", "error"})
        if (const auto* value = o.if_contains(name))
        {
            if (value->is_string())
                return std::string{value->get_string()};
            if (value->is_object())
                return message_in(value->get_object());
        }
    return {};
}

bool says_absent(const json::object& o)
{
    const auto* found = o.if_contains("found");
    const auto* verdict = o.if_contains("verdict");
    return (found && *found == false) || (verdict && *verdict == "absent");
}

/// The messages of the results, one a line; those that found nothing only when none did.
std::string retell(const std::vector<std::string>& results)
{
    std::vector<std::string> present, absent;
    for (const auto& result : results)
    {
        const auto o = object_in(result);
        auto message = o ? message_in(*o) : std::string{};
        (o && says_absent(*o) ? absent : present).push_back(message.empty() ? result.substr(0, 300) : message);
    }
    if (present.empty())
        absent.resize(std::min<std::size_t>(absent.size(), 1));
    std::string out;
    for (const auto& message : present.empty() ? absent : present)
        out += (out.empty() ? "" : "\n") + message;
    return out;
}

} // namespace

utterance improvise(const question& q)
{
    utterance out;
    if (!q.results.empty())
    {
        out.text = retell(q.results);
        return out;
    }
    const auto wanted = read_intent(q.user);
    const auto* tool = wanted ? best(q.tools, *wanted) : nullptr;
    if (tool)
        out.calls = calls_of(*tool, wanted->arguments);
    else if (wanted)
        out.text = "I have no tool for that here.";
    else
        out.text =
            "I know a few questions only: whether you have a film or a show, which seasons are missing, what you "
            "watched, and which films there are from a time.";
    return out;
}

} // namespace reel_sim::model
