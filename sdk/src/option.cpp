// SPDX-License-Identifier: MIT
#include <reel/option.hpp>

#include <boost/url/parse.hpp>

#include <algorithm>
#include <charconv>

namespace reel::detail
{

namespace
{

error expected(std::string_view what, const config_node& node)
{
    std::string message = "expected " + std::string{what};
    if (node.type == config_node::kind::sequence)
        message += ", found a list";
    else if (node.type == config_node::kind::mapping)
        message += ", found a mapping";
    else if (!node.secret)
        message += ", found \"" + node.text + "\"";
    return {errc::bad_argument, std::move(message)};
}

bool scalar(const config_node& node)
{
    return node.type == config_node::kind::scalar;
}

template <class T>
result<T> read_number(const config_node& node, std::string_view what)
{
    T value{};
    const auto* end = node.text.data() + node.text.size();
    const auto [stop, failure] = std::from_chars(node.text.data(), end, value);
    if (!scalar(node) || node.quoted || node.text.empty() || failure != std::errc{} || stop != end)
        return expected(what, node);
    return value;
}

/// The node an option is read from: what the file says, else the environment's word for it.
struct source
{
    const config_node* node = nullptr;
    config_node from_environment;

    source(const option_info& info, const config_node& file, const config_environment& env)
    {
        node = file.find(info.name);
        if (node && node->type == config_node::kind::null)
            node = nullptr;
        if (node || info.env.empty() || !env)
            return;
        if (auto text = env(info.env))
        {
            from_environment.type = config_node::kind::scalar;
            from_environment.text = std::move(*text);
            from_environment.secret = true;
            node = &from_environment;
        }
    }
    bool environment() const noexcept { return node == &from_environment; }
};

std::string name_of(const option_info& info, bool environment)
{
    return environment ? "environment variable " + info.env : "'" + info.name + "'";
}

void refuse_unknown_keys(const std::vector<option_row>& rows, const config_node& node, config_problems& problems)
{
    std::vector<std::string_view> known;
    for (const auto& row : rows)
        known.push_back(row.info.name);
    for (const auto& entry : node.entries)
    {
        if (std::find(known.begin(), known.end(), entry.key) != known.end())
            continue;
        const auto near = nearest(entry.key, known);
        problems.add(entry.where, "unknown option '" + entry.key + "'",
                     near.empty() ? std::string{} : "did you mean '" + std::string{near} + "'?");
    }
}

} // namespace

result<bool> read_option(const config_node& node, std::type_identity<bool>)
{
    if (scalar(node) && !node.quoted)
    {
        if (node.text == "true" || node.text == "yes" || node.text == "on")
            return true;
        if (node.text == "false" || node.text == "no" || node.text == "off")
            return false;
    }
    return expected("true or false", node);
}

result<std::int64_t> read_option(const config_node& node, std::type_identity<std::int64_t>)
{
    return read_number<std::int64_t>(node, "a whole number");
}

result<double> read_option(const config_node& node, std::type_identity<double>)
{
    return read_number<double>(node, "a number");
}

result<std::string> read_option(const config_node& node, std::type_identity<std::string>)
{
    if (!scalar(node))
        return expected("text", node);
    return node.text;
}

result<std::filesystem::path> read_option(const config_node& node, std::type_identity<std::filesystem::path>)
{
    if (!scalar(node) || node.text.empty())
        return expected("a path", node);
    return std::filesystem::path{node.text};
}

result<boost::urls::url> read_option(const config_node& node, std::type_identity<boost::urls::url>)
{
    const auto not_an_address = [&] {
        auto shown = node.secret || !scalar(node) ? std::string{} : ": \"" + node.text + "\"";
        return error{errc::bad_argument, "not an address" + shown};
    };
    if (!scalar(node))
        return not_an_address();
    const auto parsed = boost::urls::parse_uri(node.text);
    if (parsed.has_error() || parsed->encoded_host().empty() ||
        (parsed->scheme_id() != boost::urls::scheme::http && parsed->scheme_id() != boost::urls::scheme::https))
        return not_an_address();
    if (parsed->has_userinfo())
        return error{errc::bad_argument, "an address must not hold a user name or password"};
    return boost::urls::url{*parsed};
}

result<secret> read_option(const config_node& node, std::type_identity<secret>)
{
    if (!scalar(node) || node.text.empty())
        return error{errc::bad_argument, "expected text that is not empty"};
    return secret{node.text};
}

result<duration> read_option(const config_node& node, std::type_identity<duration>)
{
    if (!scalar(node))
        return expected("a duration", node);
    auto read = parse_duration(node.text);
    if (!read && node.secret) // parse_duration quotes what it was given
        return expected("a duration", node);
    return read;
}

std::string show_option(bool value)
{
    return value ? "true" : "false";
}

std::string show_option(std::int64_t value)
{
    return std::to_string(value);
}

std::string show_option(double value)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string show_option(const std::string& value)
{
    return value;
}

std::string show_option(const std::filesystem::path& value)
{
    return value.string();
}

std::string show_option(const boost::urls::url& value)
{
    return std::string{value.buffer()};
}

std::string show_option(const secret&)
{
    return {};
}

std::string show_option(duration value)
{
    return format_duration(value);
}

std::vector<std::string> read_options(void* config, const std::vector<option_row>& rows, const config_node& node,
                                      const config_environment& env, config_problems& problems)
{
    std::vector<std::string> missing;
    if (node.type != config_node::kind::null && node.type != config_node::kind::mapping)
    {
        problems.add(node.where, "expected a mapping of options");
        return missing;
    }
    refuse_unknown_keys(rows, node, problems);
    for (const auto& row : rows)
    {
        const source from{row.info, node, env};
        if (!from.node)
        {
            if (row.info.needed_to_run)
                missing.push_back(row.info.env.empty() ? row.info.name : row.info.env);
            continue;
        }
        if (auto read = row.read(config, *from.node); !read)
            problems.add(from.node->where, name_of(row.info, from.environment()) + ": " + read.error().message());
        else if (auto complaint = row.check ? row.check(config) : std::string{}; !complaint.empty())
            problems.add(from.node->where, name_of(row.info, from.environment()) + ": " + complaint);
    }
    return missing;
}

} // namespace reel::detail
