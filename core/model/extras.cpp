// SPDX-License-Identifier: MIT
#include "core/model/extras.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace reeld::model
{

namespace json = boost::json;

namespace
{

constexpr std::array<std::string_view, 3> of_messages{"reasoning_content", "reasoning", "reasoning_details"};
constexpr std::array<std::string_view, 6> of_every_call{"index", "id", "type", "function", "name", "arguments"};

bool agree(const json::object& a, const json::object& b, std::string_view name)
{
    const auto* of_a = a.if_contains(name);
    const auto* of_b = b.if_contains(name);
    return of_a && of_b ? *of_a == *of_b : of_a == of_b;
}

void go_on(json::value& with, const json::value& piece);

/// OpenRouter: a list of things, of which one with a text comes in pieces, its signature with the last.
void add_detail(json::array& to, const json::value& item)
{
    auto* last = to.empty() ? nullptr : to.back().if_object();
    const auto* piece = item.if_object();
    if (!last || !piece || !agree(*last, *piece, "type") || !agree(*last, *piece, "index") || piece->contains("data"))
    {
        to.push_back(item);
        return;
    }
    for (const auto& [name, value] : *piece)
        if (auto& known = (*last)[name]; name == "text" || name == "summary" || known.is_null())
            go_on(known, value);
}

void go_on(json::value& with, const json::value& piece)
{
    if (with.is_null())
        with = piece;
    else if (with.is_string() && piece.is_string())
        with.get_string().append(piece.get_string());
    else if (with.is_array() && piece.is_array())
        for (const auto& item : piece.get_array())
            add_detail(with.get_array(), item);
}

} // namespace

void add_message_extras(json::object& to, const json::object& message)
{
    for (const auto name : of_messages)
        if (const auto* said = message.if_contains(name); said && !said->is_null())
        {
            auto& known = to[name];
            if (known.is_null() && said->is_array())
                known.emplace_array();
            go_on(known, *said);
        }
}

void rename_call(json::object& extras, std::string_view from, std::string_view to)
{
    const auto found = extras.find("reasoning_details");
    auto* list = found == extras.end() ? nullptr : found->value().if_array();
    if (!list)
        return;
    for (auto& item : *list)
        if (auto* detail = item.if_object())
            if (auto* id = detail->if_contains("id"); id && id->is_string() && id->get_string() == from)
                *id = to;
}

void add_call_extras(json::object& to, const json::object& call)
{
    for (const auto& [name, value] : call)
        if (!value.is_null() && std::ranges::find(of_every_call, std::string_view{name}) == of_every_call.end())
            to.emplace(name, value);
}

} // namespace reeld::model
