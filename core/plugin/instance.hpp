// SPDX-License-Identifier: MIT
// What the rest of the core may know of a running plugin instance: names and condition, nothing of its code.
#pragma once

#include <reel/health.hpp>

#include <string>
#include <vector>

namespace reeld::plugin
{

/// A snapshot for faces and operators.
struct instance_info
{
    std::string name;   ///< of the instance
    std::string plugin; ///< file's stem
    std::string title;  ///< for people
    std::string version;
    std::string file;
    reel::health health;
    std::string prompt; ///< its section of the system prompt; empty when there is none
    std::vector<std::string> tools;
};

/// A plugin file that was not loaded, and why.
struct refusal
{
    std::string file;
    std::string reason;
};

} // namespace reeld::plugin
