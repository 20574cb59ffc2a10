// SPDX-License-Identifier: MIT
// Configuration as a plugin sees it: a tree of nodes that know where they were written, and a list that collects every
// mistake, so that all of them are reported at once. The core makes the tree out of YAML; a plugin never parses text.
#pragma once

#include <reel/export.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel
{

/// A file as it was read, kept so that a mistake can be shown in its own line.
struct config_file
{
    std::string path;
    std::string text;
};

/// Where something was written; lines and columns count from 1. No file: not from a file (environment, test).
struct config_location
{
    std::shared_ptr<const config_file> file;
    int line = 0;
    int column = 0;
    int length = 1; ///< characters to underline
};

/// One value of the configuration. A value type.
struct config_node
{
    enum class kind : std::uint8_t
    {
        null,
        scalar,
        sequence,
        mapping
    };

    struct entry;

    kind type = kind::null;
    std::string text;    ///< of a scalar, after ${…} was replaced
    bool quoted = false; ///< written in quotes: a string, whatever it looks like
    bool secret = false; ///< came from ${file:…}, ${credential:…} or the environment: never show the text
    std::vector<config_node> items;
    std::vector<entry> entries; ///< in the order written; keys are unique
    config_location where;

    /// The value of a key of a mapping, nullptr when absent.
    REEL_API const config_node* find(std::string_view key) const noexcept;
};

struct config_node::entry
{
    std::string key;
    config_location where; ///< of the key
    config_node value;
};

/// One mistake. `message` is a sentence without the place; `hint` may say what was probably meant.
struct config_problem
{
    config_location where;
    std::string message;
    std::string hint;
};

/// Collects mistakes. Not thread-safe.
class REEL_API config_problems
{
public:
    void add(config_location where, std::string message, std::string hint = {});
    bool empty() const noexcept { return list_.empty(); }
    const std::vector<config_problem>& list() const noexcept { return list_; }

private:
    std::vector<config_problem> list_;
};

/// Looks a name up in the environment (and, under systemd, among the credentials); nothing when unset or empty.
using config_environment = std::function<std::optional<std::string>(std::string_view name)>;

/// The candidate nearest to `word` by edit distance, if it is near enough to be what was meant; else empty.
REEL_API std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace reel
