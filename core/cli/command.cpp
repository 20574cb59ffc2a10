// SPDX-License-Identifier: MIT
#include "core/cli/command.hpp"

#include "core/cli/answer.hpp"
#include "core/cli/arguments.hpp"
#include "core/cli/overview.hpp"
#include "core/cli/text.hpp"

#include <reel/config.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace reeld::cli
{

namespace json = boost::json;

namespace
{

outcome failure(exit_code code, std::string message)
{
    return {{}, std::move(message), code};
}

/// One run: what the commands share.
class session
{
public:
    session(const command& c, const transport& send, const look& l, std::string_view url)
        : command_{c}, send_{send}, look_{l}, url_{url}
    {}

    outcome status(std::string (*draw)(const json::object&, const look&));
    outcome tools();
    outcome call();
    outcome check();
    outcome version(std::string_view own);

private:
    std::optional<reply> ask(std::string_view method, std::string_view path, std::string body, outcome& problem);
    outcome refused(const reply& r) const;
    outcome printed(const reply& r, std::string text) const;
    reel::result<std::string> call_body(const json::array& tools) const;
    std::optional<outcome> confirm(std::optional<reply>& r, std::string body);

    const command& command_;
    const transport& send_;
    const look& look_;
    std::string_view url_;
};

std::optional<reply> session::ask(std::string_view method, std::string_view path, std::string body, outcome& problem)
{
    auto r = send_(method, path, std::move(body));
    if (r)
        return std::move(*r);
    problem = failure(exit_code::unreachable, no_daemon(url_, r.error()));
    return {};
}

outcome session::refused(const reply& r) const
{
    auto out = failure(code_of(r.status), complaint(r));
    if (command_.json)
        out.out = r.body + "\n";
    return out;
}

outcome session::printed(const reply& r, std::string text) const
{
    return {command_.json ? r.body + "\n" : std::move(text)};
}

outcome session::status(std::string (*draw)(const json::object&, const look&))
{
    outcome problem;
    const auto r = ask("GET", "/api/status", {}, problem);
    if (!r)
        return problem;
    return r->status == 200 ? printed(*r, draw(object_of(r->body), look_)) : refused(*r);
}

const json::array& list_in(const json::object& body, std::string_view name)
{
    static const json::array none;
    const auto* list = body.if_contains(name);
    return list && list->is_array() ? list->get_array() : none;
}

const json::object* find_tool(const json::array& tools, std::string_view name)
{
    for (const auto& tool : tools)
        if (const auto* t = tool.if_object())
            if (const auto* n = t->if_contains("name"); n && n->is_string() && n->get_string() == name)
                return t;
    return nullptr;
}

std::vector<std::string_view> names_of(const json::array& tools)
{
    std::vector<std::string_view> out;
    for (const auto& tool : tools)
        if (const auto* t = tool.if_object())
            if (const auto* n = t->if_contains("name"); n && n->is_string())
                out.emplace_back(n->get_string());
    return out;
}

const json::object& input_schema(const json::object& tool)
{
    static const json::object none;
    const auto* schema = tool.if_contains("inputSchema");
    return schema && schema->is_object() ? schema->get_object() : none;
}

std::vector<std::string_view> argument_names(const json::object& schema)
{
    std::vector<std::string_view> out;
    const auto* properties = schema.if_contains("properties");
    if (properties && properties->is_object())
        for (const auto& [name, value] : properties->get_object())
            out.emplace_back(name);
    return out;
}

std::string lines(const std::vector<std::string_view>& names)
{
    std::string out;
    for (const auto name : names)
        (out += clean(name)) += '\n';
    return out;
}

outcome no_such_tool(std::string_view name, const json::array& tools)
{
    std::string message = "no tool '" + std::string{name} + "'";
    if (const auto near = reel::nearest(name, names_of(tools)); !near.empty())
        message += "; did you mean '" + clean(near) + "'?";
    else
        message += "; `reelctl tools` lists them";
    return failure(exit_code::usage, std::move(message));
}

outcome session::tools()
{
    outcome problem;
    const auto r = ask("GET", "/api/tools", {}, problem);
    if (!r)
        return problem;
    if (r->status != 200)
        return refused(*r);
    const auto body = object_of(r->body);
    const auto& all = list_in(body, "tools");
    if (command_.tool.empty())
        return printed(*r, command_.names ? lines(names_of(all)) : draw_tools(all, look_));
    const auto* one = find_tool(all, command_.tool);
    if (!one)
        return no_such_tool(command_.tool, all);
    return command_.json    ? outcome{json::serialize(*one) + "\n"}
           : command_.names ? outcome{lines(argument_names(input_schema(*one)))}
                            : outcome{draw_tool(*one, look_)};
}

reel::result<std::string> session::call_body(const json::array& tools) const
{
    if (command_.json_arguments)
        return *command_.json_arguments;
    const auto args = parse_arguments(command_.arguments, input_schema(*find_tool(tools, command_.tool)));
    if (!args)
        return args.error();
    return json::serialize(*args);
}

/// When the daemon waits for a person's word: gets it and sends the call again, or says why not.
std::optional<outcome> session::confirm(std::optional<reply>& r, std::string body)
{
    const auto waiting = r->status == 409 ? object_of(r->body) : json::object{};
    const auto* preview = waiting.if_contains("preview");
    const auto* token = waiting.if_contains("token");
    if (!preview || !preview->is_string() || !token)
        return {};
    const auto question = clean(preview->get_string());
    if (!command_.yes && !command_.confirm)
    {
        auto out = failure(exit_code::unconfirmed, question + " Nothing was done: to confirm, call it with --yes.");
        if (command_.json)
            out.out = r->body + "\n";
        return out;
    }
    if (!command_.yes && !command_.confirm(question))
        return failure(exit_code::unconfirmed, "nothing was done");
    auto arguments = object_of(body);
    arguments["confirm"] = *token;
    outcome problem;
    r = ask("POST", "/api/tools/" + command_.tool, json::serialize(arguments), problem);
    return r ? std::nullopt : std::optional{std::move(problem)};
}

outcome session::call()
{
    if (command_.tool.empty())
        return failure(exit_code::usage, "give a tool's name: reelctl call NAME key=value…");
    outcome problem;
    const auto list = ask("GET", "/api/tools", {}, problem);
    if (!list)
        return problem;
    if (list->status != 200)
        return refused(*list);
    const auto listed = object_of(list->body);
    const auto& tools = list_in(listed, "tools");
    if (!find_tool(tools, command_.tool))
        return no_such_tool(command_.tool, tools);
    auto body = call_body(tools);
    if (!body)
        return failure(exit_code::usage, body.error().message() + "; see `reelctl tools " + command_.tool + "`");

    auto r = ask("POST", "/api/tools/" + command_.tool, *body, problem);
    if (!r)
        return problem;
    if (const auto stopped = confirm(r, std::move(*body)))
        return *stopped;
    return r->status == 200 ? printed(*r, draw_answer(object_of(r->body), look_)) : refused(*r);
}

outcome session::check()
{
    outcome problem;
    const auto r = ask("GET", "/readyz", {}, problem);
    if (!r)
        return problem;
    return r->status == 200 ? printed(*r, "ready\n") : refused(*r);
}

outcome session::version(std::string_view own)
{
    outcome problem;
    const auto r = ask("GET", "/api/status", {}, problem);
    const auto status = r && r->status == 200 ? object_of(r->body) : json::object{};
    const auto* daemon = status.if_contains("version");
    const bool known = daemon && daemon->is_string();
    if (command_.json)
        return {json::serialize(json::object{{"reelctl", own}, {"reeld", known ? *daemon : json::value{}}}) + "\n"};
    std::string text = "reelctl " + std::string{own} + "\n";
    text += known ? "reeld   " + clean(daemon->get_string()) + "\n" : r ? complaint(*r) + "\n" : problem.error + "\n";
    return {std::move(text)};
}

} // namespace

outcome run(const command& c, const transport& send, const look& l, std::string_view url, std::string_view version)
{
    session s{c, send, l, url};
    if (c.verb == "status")
        return s.status(draw_status);
    if (c.verb == "plugins")
        return s.status(draw_plugins);
    if (c.verb == "tools")
        return s.tools();
    if (c.verb == "call")
        return s.call();
    if (c.verb == "check")
        return s.check();
    return s.version(version);
}

} // namespace reeld::cli
