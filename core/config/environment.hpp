// SPDX-License-Identifier: MIT
// What the daemon was started with besides its files: variables, and the credentials that systemd passes as files.
// A value type; tests make their own.
#pragma once

#include <reel/config.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace reeld::config
{

struct environment
{
    std::function<std::optional<std::string>(std::string_view name)> variable;
    std::filesystem::path credentials; ///< $CREDENTIALS_DIRECTORY; empty: none were passed

    /// Of this process.
    static environment of_process();

    /// The text of a credential without its trailing newline; nothing when it was not passed, or is empty.
    std::optional<std::string> credential(std::string_view name) const;

    /// How an option's variable is found: WEATHER_TOKEN is the variable, else the credential `weather_token`, else the
    /// credential `WEATHER_TOKEN`. An empty one counts as unset.
    reel::config_environment lookup() const;
};

} // namespace reeld::config
