// SPDX-License-Identifier: MIT
// A MediaContainer as the real server sends it: JSON when the client says `Accept: application/json`, XML otherwise.
#pragma once

#include "tests/sim/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace reel_sim::plex
{

struct document
{
    std::string attributes; ///< members of the container as JSON, without braces
    std::string list;       ///< what the list is called, "Metadata" or "Directory"; left out when there are no rows
    body rows;              ///< JSON objects and the commas between them

    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    void flag(std::string_view name, bool value);
    void raw(std::string_view name, std::string_view json);
};

reply render(const request& req, document&& d);

/// The tiny page that every failure has, whatever the client accepts.
reply error_page(int status);

} // namespace reel_sim::plex
