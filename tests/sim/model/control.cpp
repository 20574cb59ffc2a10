// SPDX-License-Identifier: MIT
#include "tests/sim/model/control.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

constexpr std::pair<std::string_view, behaviour> behaviours[] = {
    {"improvise", behaviour::improvise}, {"refuse", behaviour::refuse}, {"instant", behaviour::instant}};

behaviour behaviour_named(std::string_view name)
{
    for (const auto& [known, value] : behaviours)
        if (known == name)
            return value;
    throw std::invalid_argument{"otherwise is 'improvise', 'refuse' or 'instant'"};
}

void take_text(std::string& to, const json::object& from, std::string_view name)
{
    if (const auto* value = from.if_contains(name))
        to = value->as_string();
}

void take_pause(std::chrono::milliseconds& to, const json::object& from, std::string_view name)
{
    if (const auto* value = from.if_contains(name))
        to = std::chrono::milliseconds{value->to_number<std::int64_t>()};
}

json::object state_of(const service& s, const settings& now)
{
    std::string_view otherwise;
    for (const auto& [name, value] : behaviours)
        if (value == now.otherwise)
            otherwise = name;
    return {{"name", now.name},           {"otherwise", otherwise},     {"left", s.script().left()},
            {"questions", s.questions()}, {"after", now.after.count()}, {"every", now.every.count()}};
}

json::value list_questions(const service& s)
{
    json::array out;
    for (const auto& body : s.asked())
    {
        json::error_code failure;
        auto value = json::parse(body, failure);
        out.push_back(failure ? json::value(body) : std::move(value));
    }
    return json::object{{"total", s.questions()}, {"requests", std::move(out)}};
}

} // namespace

void change(service& s, const json::value& written)
{
    if (written.is_array())
        return s.play(script{written.get_array()});
    const auto& o = written.as_object();
    auto& now = s.settings();
    if (const auto* exchanges = o.if_contains("script"))
        s.play(script{exchanges->as_array()});
    if (const auto* otherwise = o.if_contains("otherwise"))
        now.otherwise = behaviour_named(otherwise->as_string());
    take_text(now.key, o, "key");
    take_text(now.name, o, "name");
    take_pause(now.after, o, "after");
    take_pause(now.every, o, "every");
    if (const auto* call = o.if_contains("call"))
        now.call = {"", std::string{call->at("name").as_string()}, json::serialize(call->at("arguments"))};
}

std::optional<json::value> control(service& s, std::string_view rest, const request& req, const json::object& arguments)
{
    const bool get = req.method == "GET", erase = req.method == "DELETE";
    if (rest == "/requests" && get)
        return list_questions(s);
    if (rest == "/requests" && erase)
        s.forget();
    else if (rest.empty() && erase)
    {
        s.play({});
        s.settings() = settings{};
    }
    else if (rest.empty() && req.method == "POST")
        change(s, arguments);
    else if (!rest.empty() || !get)
        return std::nullopt;
    return state_of(s, s.settings());
}

} // namespace reel_sim::model
