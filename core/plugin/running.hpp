// SPDX-License-Identifier: MIT
// One instance of a plugin from its creation to its end: the provider, the host it was given, and the condition it is
// in. Nothing the plugin throws leaves this class. Loop thread only.
#pragma once

#include "core/config/loader.hpp"
#include "core/plugin/instance.hpp"
#include "core/plugin/instance_host.hpp"

#include <reel/plugin.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reeld::plugin
{

/// A plugin's code, ready for making instances.
struct loaded
{
    const reel_plugin_descriptor* descriptor;
    std::filesystem::path file;
};

class running
{
public:
    /// Reads the options and constructs the provider; mistakes of the owner go to `problems`, what the plugin throws
    /// makes the instance `failed`. `main` instances keep their tools' plain names and may read their options from the
    /// environment; any further instance of the plugin has `_<instance>` behind its tools' names, and its options in
    /// its file alone.
    running(const services& lent, const loaded& code, config::instance wanted, bool main,
            const reel::config_environment& env, reel::config_problems& problems);
    running(const running&) = delete;
    running& operator=(const running&) = delete;
    ~running();

    /// Publishes its tools in place of those of an earlier instance of that name, and starts it if it is configured.
    void start();
    /// Its tools are about to be withdrawn for good: what it publishes from now on would outlive it.
    void withdrawn() noexcept { published_ = false; }
    /// Whether people talk through it: until it has stopped, no other of that name may run.
    bool is_channel() const;
    /// Ends what runs of it; webhooks come in until then. Its tools were withdrawn or replaced, and its calls have ended, before.
    reel::awaitable<void> stop();

    const std::string& name() const noexcept { return wanted_.name; }
    bool failed() const noexcept { return own_.state == reel::state::failed; }
    /// Whether it is what `wanted` would make.
    bool same_as(const config::instance& wanted, bool main) const;
    instance_info info() const;

private:
    void create(const reel::config_environment& env, reel::config_problems& problems);
    void fail(std::string reason);
    std::vector<std::string> how_to_configure() const;
    void announce_unconfigured();
    reel::tool_set named_tools();
    reel::result<void> publish();
    void tools_changed();

    const services& lent_;
    loaded code_;
    config::instance wanted_;
    bool main_;
    std::string title_;
    instance_host host_;
    std::unique_ptr<reel::ToolProvider, void (*)(reel::ToolProvider*) noexcept> provider_;
    std::vector<std::string> missing_; ///< options to set, as the plugin names them
    std::vector<std::string> tools_;   ///< names as published
    reel::health own_;                 ///< the host's own word on it: `ready` until something keeps it from being asked
    bool started_ = false;
    bool published_ = false; ///< its tools are in the registry, and it may change them
};

} // namespace reeld::plugin
