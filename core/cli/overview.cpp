// SPDX-License-Identifier: MIT
#include "core/cli/overview.hpp"

#include "core/cli/answer.hpp"
#include "core/cli/text.hpp"

#include <algorithm>
#include <cmath>

namespace reeld::cli
{

namespace json = boost::json;

namespace
{

std::string text_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() ? clean(value->get_string()) : std::string{};
}

std::vector<const json::object*> objects_in(const json::object& o, std::string_view name)
{
    std::vector<const json::object*> out;
    if (const auto* list = o.if_contains(name); list && list->is_array())
        for (const auto& item : list->get_array())
            if (const auto* object = item.if_object())
                out.push_back(object);
    return out;
}

cell cell_in(const json::object& o, std::string_view name, const look& l)
{
    const auto* value = o.if_contains(name);
    return value ? to_cell(*value, l) : cell{};
}

shade shade_of(std::string_view state)
{
    return state == "ready"      ? shade::green
           : state == "failed"   ? shade::red
           : state == "degraded" ? shade::yellow
                                 : shade::dim;
}

double number_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    boost::system::error_code code;
    const auto number = value ? value->to_number<double>(code) : 0;
    return code ? 0 : number;
}

cell size_cell(const json::object& o, std::string_view name)
{
    auto amount = number_in(o, name);
    if (amount <= 0)
        return {{}, shade::plain, true};
    static constexpr std::string_view units[] = {" B", " kB", " MB", " GB"};
    std::size_t unit = 0;
    for (; amount >= 1000 && unit + 1 < std::size(units); ++unit)
        amount /= 1000;
    const bool small = unit > 0 && amount < 9.95;
    const auto tenths = std::lround(amount * 10);
    auto text =
        small ? std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) : std::to_string(std::lround(amount));
    return {text.append(units[unit]), shade::plain, true};
}

std::string section(std::string_view title, const table& content, const look& l)
{
    return content.empty() ? std::string{} : "\n" + paint(title, shade::bold, l) + "\n" + content.draw(l);
}

table instances(const json::object& status, const look& l)
{
    table out{{"Plugin", "State", "Since", "Version", "Tools"}};
    for (const auto* plugin : objects_in(status, "plugins"))
    {
        auto state = cell_in(*plugin, "state", l);
        state.shade = shade_of(state.text);
        out.add({cell_in(*plugin, "name", l), std::move(state), cell_in(*plugin, "since", l),
                 cell_in(*plugin, "version", l), cell_in(*plugin, "tools", l)});
    }
    return out;
}

std::string reasons(const json::object& status, const look& l)
{
    std::string out;
    for (const auto* plugin : objects_in(status, "plugins"))
        if (const auto reason = text_in(*plugin, "reason"); !reason.empty())
            for (const auto& line : wrap(text_in(*plugin, "name") + ": " + reason, l.columns))
                out += line + "\n";
    return out.empty() ? out : "\n" + out;
}

table caches(const json::object& status, const look& l)
{
    table out{{"Plugin", "Cache", "Items", "Size", "As of", "Stale"}};
    for (const auto* plugin : objects_in(status, "plugins"))
        for (const auto* cache : objects_in(*plugin, "caches"))
            out.add({cell_in(*plugin, "name", l), cell_in(*cache, "name", l), cell_in(*cache, "items", l),
                     size_cell(*cache, "bytes"), cell_in(*cache, "asOf", l), cell_in(*cache, "stale", l)});
    return out;
}

/// A timer that is late runs as soon as it can.
cell next_run(const json::object& timer, const look& l)
{
    const auto* due = timer.if_contains("nextRun");
    if (due && due->is_string())
        if (const auto when = reel::parse_iso8601(due->get_string());
            when && *when != reel::time_point{} && *when <= l.now)
            return {"now"};
    return cell_in(timer, "nextRun", l);
}

table timers(const json::object& status, const look& l)
{
    table out{{"Plugin", "Timer", "Last run", "Next run", "Runs", "Failures", "Last error"}};
    for (const auto* plugin : objects_in(status, "plugins"))
        for (const auto* timer : objects_in(*plugin, "timers"))
            out.add({cell_in(*plugin, "name", l), cell_in(*timer, "name", l), cell_in(*timer, "lastRun", l),
                     next_run(*timer, l), cell_in(*timer, "runs", l), cell_in(*timer, "failures", l),
                     cell_in(*timer, "lastError", l)});
    return out;
}

table calls(const json::object& status, const look& l)
{
    table out{{"Tool", "Calls", "Errors", "Mean ms"}};
    for (const auto* tool : objects_in(status, "tools"))
        out.add({cell_in(*tool, "name", l), cell_in(*tool, "calls", l), cell_in(*tool, "errors", l),
                 to_cell(std::round(number_in(*tool, "meanSeconds") * 1e5) / 100, l)});
    return out;
}

table refusals(const json::object& status, const look& l)
{
    table out{{"File", "Refused because"}};
    for (const auto* refusal : objects_in(status, "refused"))
        out.add({cell_in(*refusal, "file", l), cell_in(*refusal, "reason", l)});
    return out;
}

/// Up to the end of the first sentence.
std::string first_sentence(const std::string& text)
{
    const auto end = text.find(". ");
    return end == std::string::npos ? text : text.substr(0, end + 1);
}

std::string type_of(const json::object& property)
{
    if (const auto* choices = property.if_contains("enum"); choices && choices->is_array())
    {
        auto out = to_cell(*choices, {}).text;
        return out.empty() ? "text" : out;
    }
    const auto type = text_in(property, "type");
    return type == "string" ? "text" : type == "array" ? "list" : type == "integer" ? "whole number" : type;
}

bool is_required(const json::object& schema, std::string_view name)
{
    const auto* required = schema.if_contains("required");
    return required && required->is_array() && std::ranges::any_of(required->get_array(), [name](const auto& r) {
               return r.is_string() && r.get_string() == name;
           });
}

table argument_table(const json::object& schema)
{
    table out{{"Argument", "Value", "Needed", "Meaning"}};
    const auto* properties = schema.if_contains("properties");
    if (properties && properties->is_object())
        for (const auto& [name, property] : properties->get_object())
            if (const auto* p = property.if_object())
                out.add({{clean(name)},
                         {type_of(*p)},
                         {is_required(schema, name) ? "yes" : ""},
                         {text_in(*p, "description")}});
    return out;
}

} // namespace

std::string draw_status(const json::object& status, const look& l)
{
    std::string out = paint("reeld " + text_in(status, "version"), shade::bold, l);
    out += ", started " + cell_in(status, "started", l).text;
    if (const auto* process = status.if_contains("process"); process && process->is_object())
        out += ", " + size_cell(process->get_object(), "residentBytes").text + " of memory";
    out += "\n\n";
    const auto all = instances(status, l);
    out += all.empty() ? "No plugin is loaded.\n" : all.draw(l);
    out += reasons(status, l);
    out += section("Caches", caches(status, l), l);
    out += section("Timers", timers(status, l), l);
    out += section("Calls", calls(status, l), l);
    return out + section("Refused", refusals(status, l), l);
}

std::string draw_plugins(const json::object& status, const look& l)
{
    const auto all = instances(status, l);
    std::string out = all.empty() ? "No plugin is loaded.\n" : all.draw(l);
    out += reasons(status, l);
    return out + section("Refused", refusals(status, l), l);
}

std::string draw_tools(const json::array& tools, const look& l)
{
    table out{{"Tool", "What it does"}};
    for (const auto& item : tools)
        if (const auto* tool = item.if_object())
            out.add({cell_in(*tool, "name", l), {first_sentence(text_in(*tool, "description"))}});
    return out.empty() ? "There are no tools: no plugin offers any.\n" : out.draw(l);
}

std::string draw_tool(const json::object& tool, const look& l)
{
    std::string out = paint(text_in(tool, "name"), shade::bold, l) + "\n";
    for (const auto& line : wrap(text_in(tool, "description"), l.columns))
        out += line + "\n";
    const auto* schema = tool.if_contains("inputSchema");
    if (const auto* s = schema ? schema->if_object() : nullptr)
        if (const auto rows = argument_table(*s); !rows.empty())
            out += "\n" + rows.draw(l);
    return out;
}

} // namespace reeld::cli
