// SPDX-License-Identifier: MIT
// The plugins of the daemon: which files are loaded, which instances run, and how one set of instances follows another
// while calls go on. Loop thread only; everything in `services` outlives it.
#pragma once

#include "core/config/loader.hpp"
#include "core/plugin/instance.hpp"
#include "core/plugin/instance_host.hpp"

#include <reel/config.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace reeld::plugin
{

class host
{
public:
    explicit host(services lent);
    ~host(); ///< after stop(), or when nothing was applied

    /// Opens the plugin files that are new in `folders`; each that is refused is logged by name. What is gone from there
    /// is a plugin no more, but its code stays, and is the one that is used when the file comes back.
    void load(const std::vector<std::filesystem::path>& folders);
    /// Names of the plugins loaded, sorted.
    std::vector<std::string> plugins() const;

    /// Constructs, without starting, the instances in `wanted` that are new or have changed. With `problems`, what was
    /// prepared is not to be applied. Touches nothing that runs.
    void prepare(const std::vector<config::instance>& wanted, const reel::config_environment& env,
                 reel::config_problems& problems);
    /// Starts what was prepared. An instance that is replaced or gone ends in the background once its calls have ended:
    /// none is dropped. What replaces a channel starts when that has ended.
    void apply();

    /// Stops everything, in the reverse order of starting. Calls in flight have been drained before.
    reel::awaitable<void> stop();
    /// The instances being stopped right now, for a message about stragglers.
    std::vector<std::string> stopping() const;

    /// In the order of the configuration.
    std::vector<instance_info> instances() const;
    /// Files that were not loaded, and instances whose plugin is missing.
    std::vector<refusal> refusals() const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reeld::plugin
