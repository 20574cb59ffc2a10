// SPDX-License-Identifier: MIT
// Reads the daemon's files: reeld.yaml (the core's options) and conf.d/*.yaml in byte order (one mapping per plugin
// instance).
//
//     weather:                  # name of the instance; the plugin of the same name, unless `plugin` says otherwise
//       url: http://nas:8080    # the plugin's options
//     attic:
//       plugin: weather         # a second instance
//       enabled: false          # default true
//
// Start-up and reload only, on the caller's thread.
#pragma once

#include "core/config/environment.hpp"

#include <reel/config.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace reeld::config
{

struct sources
{
    std::filesystem::path main = default_main();
    bool main_required = false;       ///< named on the command line: its absence is a mistake
    std::filesystem::path conf_dir{}; ///< empty: conf.d beside the main file
    bool conf_dir_required = false;   ///< likewise

    static std::filesystem::path default_main(); ///< /etc/reeld/reeld.yaml, as the build was configured
};

/// One plugin instance as the owner wants it.
struct instance
{
    std::string name;
    std::string plugin; ///< stem of the plugin's file
    bool enabled = true;
    reel::config_node options;   ///< the plugin's own: a mapping without `plugin` and `enabled`, or null: all defaults
    reel::config_location where; ///< of its name; no file when nobody wrote it
};

struct configuration
{
    reel::config_node core;          ///< of the main file; see settings.hpp
    std::vector<instance> instances; ///< in the order of the files
};

/// Reads everything; what is wrong goes to `problems`, and what is right is returned all the same.
configuration load(const sources& from, const environment& env, reel::config_problems& problems);

/// The instances to create when `plugins` are installed: the enabled ones, and one with defaults for each plugin that
/// no instance names (a disabled instance names it, too). An instance whose plugin is not installed is kept.
std::vector<instance> instances_for(const configuration& config, std::span<const std::string> plugins);

/// Whether both say the same, wherever it is written.
bool same(const reel::config_node& a, const reel::config_node& b);

} // namespace reeld::config
