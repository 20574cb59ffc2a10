// SPDX-License-Identifier: MIT
#include "core/cli/answer.hpp"

#include "core/cli/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace reeld::cli
{

namespace json = boost::json;

namespace
{

/// What stands in the first line: neither listed nor made a table.
bool in_first_line(std::string_view name)
{
    return name == "message" || name == "asOf" || name == "stale" || name == "library";
}

const json::string* text_of(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() && !value->get_string().empty() ? &value->get_string() : nullptr;
}

bool is_list_of_objects(const json::value& value)
{
    const auto* list = value.if_array();
    return list && !list->empty() && std::ranges::all_of(*list, [](const auto& item) { return item.is_object(); });
}

bool is_list_of_words(const json::value& value)
{
    const auto* list = value.if_array();
    return list && !list->empty() && std::ranges::all_of(*list, [](const auto& item) { return item.is_string(); });
}

bool is_list_of_answers(const json::value& value)
{
    return is_list_of_objects(value) && std::ranges::all_of(value.get_array(), [](const auto& item) {
               return text_of(item.get_object(), "message");
           });
}

/// What the message does not say itself.
std::string source_of(const json::object& answer, std::string_view message, const look& l)
{
    std::string out;
    const auto add = [&out](const std::string& part) { (out += out.empty() ? "" : ", ") += part; };
    if (const auto* library = text_of(answer, "library"))
        add(clean(*library));
    if (const auto* as_of = text_of(answer, "asOf"); as_of && message.find("as of") == message.npos)
        if (const auto when = reel::parse_iso8601(*as_of); when && *when != reel::time_point{})
            add("as of " + reel::relative(*when, l.now));
    if (const auto* stale = answer.if_contains("stale"); stale && stale->is_bool() && stale->get_bool())
        add("stale");
    return out.empty() ? out : "[" + out + "]";
}

std::string first_line(const json::object& answer, std::string_view message, const look& l)
{
    auto lines = wrap(clean(message), l.columns);
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i)
        (out += i ? "\n" : "") += lines[i];
    if (const auto source = source_of(answer, message, l); !source.empty())
    {
        constexpr std::string_view gap = "   ";
        const bool fits = l.columns == 0 || width(lines.back()) + gap.size() + width(source) <= l.columns;
        (out += fits ? gap : "\n") += paint(source, shade::dim, l);
    }
    return out += '\n';
}

/// A member of one row; null when it has none.
const json::value& member(const json::value& row, std::string_view name)
{
    static const json::value none;
    const auto* value = row.get_object().if_contains(name);
    return value ? *value : none;
}

bool says_nothing(const json::value& value)
{
    return value.is_null() || value.is_object() || is_list_of_objects(value) ||
           (value.is_array() && value.get_array().empty()) || (value.is_string() && value.get_string().empty());
}

/// Whether `name` only spells out the number in `other`: "Season 1" beside season 1.
bool spells_out(const json::value& row, std::string_view name, std::string_view other)
{
    const auto& text = member(row, name);
    const auto& number = member(row, other);
    return text.is_string() && number.is_int64() &&
           std::string_view{text.get_string()} == heading(other) + " " + std::to_string(number.get_int64());
}

/// A web address, which no column is wide enough for; `--json` has it.
bool is_address(const json::value& value)
{
    return value.is_string() &&
           (value.get_string().starts_with("https://") || value.get_string().starts_with("http://"));
}

bool is_time(const json::value& value)
{
    return value.is_string() && reel::parse_iso8601(value.get_string()).has_value();
}

/// Whether two cells hold the same words: "6 h ago" beside the time that it was. Numbers that are alike are two facts, and so
/// are two times.
bool are_same_words(const json::value& one, const json::value& other, const look& l)
{
    if (says_nothing(one) && says_nothing(other))
        return true;
    return one.is_string() && other.is_string() && !(is_time(one) && is_time(other)) &&
           to_cell(one, l).text == to_cell(other, l).text;
}

/// Whether `name` can be left out because `other` says it in every row. Of two that say the same, the one with the shorter
/// name says it.
bool is_said_by(const json::array& rows, const std::string& name, const std::string& other, const look& l)
{
    const auto all_rows = [&](const auto& holds) { return std::ranges::all_of(rows, holds); };
    if (all_rows([&](const auto& row) { return spells_out(row, name, other); }))
        return true;
    return std::pair{other.size(), std::string_view{other}} < std::pair{name.size(), std::string_view{name}} &&
           all_rows([&](const auto& row) { return are_same_words(member(row, name), member(row, other), l); });
}

/// The members that say something, in the order in which the rows have them.
std::vector<std::string> members_of(const json::array& rows)
{
    std::vector<std::string> names;
    for (const auto& row : rows)
    {
        auto next = names.begin();
        for (const auto& [name, value] : row.get_object())
        {
            if (says_nothing(value))
                continue;
            auto at = std::ranges::find(names, std::string_view{name});
            if (at == names.end())
                at = names.emplace(next, name);
            next = std::next(at);
        }
    }
    return names;
}

/// The members that are columns: those that say something in some row that no other says, and not only a web address.
std::vector<std::string> columns_of(const json::array& rows, const look& l)
{
    const auto names = members_of(rows);
    std::vector<std::string> out;
    for (const auto& name : names)
    {
        const bool is_said = std::ranges::any_of(
            names, [&](const auto& other) { return other != name && is_said_by(rows, name, other, l); });
        const bool only_addresses = std::ranges::all_of(rows, [&](const auto& row) {
            const auto& value = member(row, name);
            return says_nothing(value) || is_address(value);
        });
        if (!is_said && !only_addresses)
            out.push_back(name);
    }
    return out;
}

/// Whether the rows say only what the answer says as a whole: one copy, in the library of the first line.
bool repeats(const json::array& rows, const std::vector<std::string>& columns, const json::object& answer)
{
    return std::ranges::all_of(columns, [&](const auto& name) {
        const auto* overall = answer.if_contains(name);
        return overall && std::ranges::all_of(rows, [&](const auto& row) { return member(row, name) == *overall; });
    });
}

/// Six digits at most, as few as are needed.
std::string decimal(double number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::general, 6).ptr;
    return {text.data(), end};
}

std::string relative(reel::time_point when, reel::time_point now)
{
    if (when <= now)
        return reel::relative(when, now);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(when - now).count();
    if (seconds < 10)
        return seconds == 0 ? "now" : "in " + std::to_string(seconds) + " s";
    auto text = reel::relative(now, when);
    constexpr std::string_view past = " ago";
    if (text.ends_with(past))
        text = "in " + text.substr(0, text.size() - past.size());
    return text;
}

table table_of(const json::array& rows, const std::vector<std::string>& names, const look& l)
{
    std::vector<std::string> headings;
    for (const auto& name : names)
        headings.push_back(heading(name));
    table out{std::move(headings)};
    for (const auto& row : rows)
    {
        std::vector<cell> cells;
        for (const auto& name : names)
        {
            const auto* value = row.get_object().if_contains(name);
            cells.push_back(value ? to_cell(*value, l) : cell{});
        }
        out.add(std::move(cells));
    }
    return out;
}

std::string draw_members(const json::object& answer, const look& l)
{
    std::string out;
    for (const auto& [name, value] : answer)
        if (!in_first_line(name) && !value.is_null() && !value.is_structured())
            out += "  " + paint(heading(name), shade::bold, l) + ": " + to_cell(value, l).text + "\n";
    return out;
}

struct titled_table
{
    std::string title;
    table content;
};

std::vector<titled_table> tables_of(const json::object& answer, const look& l)
{
    std::vector<titled_table> out;
    for (const auto& [name, value] : answer)
    {
        if (!is_list_of_objects(value) || is_list_of_answers(value))
            continue;
        const auto& rows = value.get_array();
        if (const auto columns = columns_of(rows, l); !repeats(rows, columns, answer))
            out.push_back({heading(name), table_of(rows, columns, l)});
    }
    return out;
}

} // namespace

cell to_cell(const json::value& value, const look& l)
{
    switch (value.kind())
    {
    case json::kind::null:
        return {};
    case json::kind::bool_:
        return {value.get_bool() ? "yes" : "no"};
    case json::kind::string:
        if (const auto when = reel::parse_iso8601(value.get_string()))
            return {relative(*when, l.now)};
        return {clean(value.get_string())};
    case json::kind::array:
    {
        cell out;
        for (const auto& item : value.get_array())
            (out.text += out.text.empty() ? "" : ", ") += to_cell(item, l).text;
        return out;
    }
    case json::kind::object:
        return {clean(json::serialize(value))};
    case json::kind::double_:
        return {decimal(value.get_double()), shade::plain, true};
    default:
        return {json::serialize(value), shade::plain, true};
    }
}

std::string draw_answer(const json::object& answer, const look& l)
{
    const auto* message = text_of(answer, "message");
    std::string out = message ? first_line(answer, *message, l) : draw_members(answer, l);

    for (const auto& [name, value] : answer)
        if (is_list_of_words(value))
            out += heading(name) + ": " + to_cell(value, l).text + "\n";
        else if (is_list_of_answers(value))
            for (const auto& item : value.get_array())
                out += "\n" + draw_answer(item.get_object(), l);

    const auto tables = tables_of(answer, l);
    for (const auto& [title, content] : tables)
    {
        out += '\n';
        if (tables.size() > 1)
            out += paint(title, shade::bold, l) + "\n";
        out += content.draw(l);
    }
    return out;
}

} // namespace reeld::cli
