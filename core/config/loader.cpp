// SPDX-License-Identifier: MIT
#include "core/config/loader.hpp"

#include "core/config/document.hpp"
#include "core/config/expand.hpp"
#include "core/config/file.hpp"

#include <reel/option.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace reeld::config
{

namespace
{

namespace fs = std::filesystem;
using reel::config_node;
using reel::config_problems;

/// The file's tree with its references replaced: a mapping, or null.
config_node read_tree(const fs::path& path, const environment& env, config_problems& problems)
{
    const auto file = read_file(path, problems);
    auto tree = file ? parse_document(file, problems) : std::nullopt;
    if (!tree)
        return {};
    if (tree->type != config_node::kind::mapping && tree->type != config_node::kind::null)
    {
        problems.add(tree->where, "expected lines of the form 'name: value'");
        return {};
    }
    expand(*tree, env, problems);
    return std::move(*tree);
}

bool missing(const fs::path& path)
{
    std::error_code ignored;
    return fs::status(path, ignored).type() == fs::file_type::not_found;
}

/// The *.yaml files of a directory, in byte order of their names.
std::vector<fs::path> files_of(const fs::path& dir, config_problems& problems)
{
    std::vector<fs::path> out;
    std::error_code failure;
    for (auto entry = fs::directory_iterator{dir, failure}; !failure && entry != fs::directory_iterator{};
         entry.increment(failure))
    {
        const auto& path = entry->path();
        if (path.filename().native().starts_with('.'))
            continue;
        if (path.extension() == ".yaml")
            out.push_back(path);
        else if (path.extension() == ".yml")
            problems.add(whole(path), "would not be read: only files named *.yaml are");
    }
    if (failure)
        problems.add(whole(dir), "cannot be read: " + failure.message());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.native() < b.native(); });
    return out;
}

/// Names become directories, log scopes and metric labels.
bool is_name(std::string_view text)
{
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return !text.empty() && text.size() <= 64 && text.front() != '-' && std::all_of(text.begin(), text.end(), fits);
}

/// Takes the value of one of the core's keys out of an instance's options.
std::optional<config_node> take(config_node& options, std::string_view key)
{
    const auto found = std::find_if(options.entries.begin(), options.entries.end(),
                                    [&](const auto& entry) { return entry.key == key; });
    if (found == options.entries.end())
        return {};
    auto value = std::move(found->value);
    options.entries.erase(found);
    return value;
}

instance read_instance(config_node::entry entry, config_problems& problems)
{
    instance out;
    out.name = entry.key;
    out.plugin = entry.key;
    out.where = entry.where;
    out.options = std::move(entry.value);
    if (!is_name(out.name))
        problems.add(out.where, "'" + out.name + "' cannot name a plugin instance",
                     "names are made of a-z, 0-9, - and _");
    if (out.options.type != config_node::kind::mapping && out.options.type != config_node::kind::null)
    {
        problems.add(out.where,
                     "'" + out.name + "' names a plugin instance here: its options belong below it, indented");
        out.options = {};
    }
    if (const auto plugin = take(out.options, "plugin"); plugin && plugin->type != config_node::kind::null)
    {
        out.plugin = plugin->text;
        if (plugin->type != config_node::kind::scalar || !is_name(plugin->text))
            problems.add(plugin->where, "'plugin': expected the name of a plugin, such as the stem of its file");
    }
    if (const auto enabled = take(out.options, "enabled"); enabled && enabled->type != config_node::kind::null)
    {
        if (const auto value = reel::detail::read_value<bool>(*enabled))
            out.enabled = *value;
        else
            problems.add(enabled->where, "'enabled': " + value.error().message());
    }
    return out;
}

void add_instance(configuration& config, instance added, config_problems& problems)
{
    const auto same = std::find_if(config.instances.begin(), config.instances.end(),
                                   [&](const auto& other) { return other.name == added.name; });
    if (same == config.instances.end())
        config.instances.push_back(std::move(added));
    else
        problems.add(added.where, "there is already an instance named '" + added.name + "'",
                     "in " + same->where.file->path + ":" + std::to_string(same->where.line));
}

} // namespace

std::filesystem::path sources::default_main()
{
    return REELD_CONFIG_DIR "/reeld.yaml";
}

configuration load(const sources& from, const environment& env, reel::config_problems& problems)
{
    configuration out;
    if (from.main_required || !missing(from.main))
        out.core = read_tree(from.main, env, problems);

    const auto dir = from.conf_dir.empty() ? from.main.parent_path() / "conf.d" : from.conf_dir;
    if (!from.conf_dir_required && missing(dir))
        return out;
    for (const auto& path : files_of(dir, problems))
    {
        auto tree = read_tree(path, env, problems);
        for (auto& entry : tree.entries)
            add_instance(out, read_instance(std::move(entry), problems), problems);
    }
    return out;
}

std::vector<instance> instances_for(const configuration& config, std::span<const std::string> plugins)
{
    std::vector<instance> out;
    std::copy_if(config.instances.begin(), config.instances.end(), std::back_inserter(out),
                 [](const auto& wanted) { return wanted.enabled; });
    for (const auto& plugin : plugins)
    {
        const bool named = std::any_of(config.instances.begin(), config.instances.end(), [&](const auto& wanted) {
            return wanted.plugin == plugin || wanted.name == plugin;
        });
        if (!named)
            out.push_back({.name = plugin, .plugin = plugin, .enabled = true, .options = {}, .where = {}});
    }
    return out;
}

bool same(const reel::config_node& a, const reel::config_node& b)
{
    const auto same_entry = [](const auto& x, const auto& y) { return x.key == y.key && same(x.value, y.value); };
    return a.type == b.type && a.text == b.text && a.quoted == b.quoted &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

} // namespace reeld::config
