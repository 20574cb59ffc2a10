// SPDX-License-Identifier: MIT
#include "core/config/expand.hpp"

#include "core/config/file.hpp"
#include "core/config/text.hpp"

#include <algorithm>
#include <utility>

namespace reeld::config
{

namespace
{

bool is_variable(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    return !name.empty() && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// The place of `expression` (with its ${ and }) in the line its scalar is written in, or of the scalar.
reel::config_location place_of(const reel::config_node& node, std::string_view expression)
{
    auto where = node.where;
    if (!where.file)
        return where;
    const auto text = line_of(where.file->text, where.line);
    for (auto at = text.find(expression); at != std::string_view::npos; at = text.find(expression, at + 1))
        if (const int column = characters(text.substr(0, at)) + 1; column >= where.column)
        {
            where.column = column;
            where.length = characters(expression);
            break;
        }
    return where;
}

/// A value from elsewhere, or a sentence about why there is none.
struct found
{
    std::optional<std::string> text;
    std::string complaint;
    std::string hint;
    bool from_elsewhere = true; ///< false for a default, which stands in the file for all to see
};

found from_file(std::string_view path)
{
    if (!path.starts_with('/'))
        return {{}, "${file:…} needs an absolute path", {}};
    reel::config_problems unreadable;
    const auto file = read_file(path, unreadable);
    if (!file)
        return {{}, "'" + std::string{path} + "' " + unreadable.list().front().message, {}};
    auto text = file->text;
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    return {std::move(text), {}, {}};
}

found from_credential(std::string_view name, const environment& env)
{
    if (auto text = env.credential(name))
        return {std::move(text), {}, {}};
    return {{},
            "there is no credential '" + std::string{name} + "'",
            env.credentials.empty() ? "systemd passes them with LoadCredential=; none were passed" : ""};
}

found from_variable(std::string_view inner, const environment& env)
{
    const auto split = inner.find(":-");
    const auto name = inner.substr(0, split);
    if (!is_variable(name))
        return {{},
                "'${" + std::string{inner} + "}' is not a reference",
                "write ${NAME}, ${NAME:-default}, ${file:/path}, ${credential:name}, or $${ for a plain ${"};
    if (auto text = env.lookup()(name))
        return {std::move(text), {}, {}};
    if (split != std::string_view::npos)
        return {std::string{inner.substr(split + 2)}, {}, {}, false};
    return {{}, "'" + std::string{name} + "' is not set in the environment", {}};
}

found look_up(std::string_view inner, const environment& env)
{
    if (inner.starts_with("file:"))
        return from_file(inner.substr(5));
    if (inner.starts_with("credential:"))
        return from_credential(inner.substr(11), env);
    return from_variable(inner, env);
}

void expand_scalar(reel::config_node& node, const environment& env, reel::config_problems& problems)
{
    std::string out;
    std::string_view rest = node.text;
    bool failed = false;
    for (auto dollar = rest.find("${"); dollar != std::string_view::npos; dollar = rest.find("${"))
    {
        if (dollar > 0 && rest[dollar - 1] == '$')
        {
            out += rest.substr(0, dollar - 1);
            out += "${";
            rest.remove_prefix(dollar + 2);
            continue;
        }
        const auto end = rest.find('}', dollar);
        if (end == std::string_view::npos)
            return problems.add(place_of(node, rest.substr(dollar, 2)), "'${' is not closed",
                                "write $${ for a plain ${");
        const auto expression = rest.substr(dollar, end + 1 - dollar);
        auto value = look_up(expression.substr(2, expression.size() - 3), env);
        if (!value.text)
        {
            problems.add(place_of(node, expression), std::move(value.complaint), std::move(value.hint));
            failed = true;
        }
        out += rest.substr(0, dollar);
        out += value.text.value_or("");
        node.secret = node.secret || (value.text && value.from_elsewhere);
        rest.remove_prefix(end + 1);
    }
    out += rest;
    if (failed) // unset, or half of it would be told again as a wrong value; its text shows that there was one
    {
        node.type = reel::config_node::kind::null;
        return;
    }
    if (out.empty() && !node.quoted) // `url: ${X:-}` is `url:`
        node.type = reel::config_node::kind::null;
    node.text = std::move(out);
}

} // namespace

void expand(reel::config_node& node, const environment& env, reel::config_problems& problems)
{
    if (node.type == reel::config_node::kind::scalar)
        expand_scalar(node, env, problems);
    for (auto& item : node.items)
        expand(item, env, problems);
    for (auto& entry : node.entries)
        expand(entry.value, env, problems);
}

} // namespace reeld::config
