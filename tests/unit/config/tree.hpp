// SPDX-License-Identifier: MIT
// Short ways from text to trees and messages.
#pragma once

#include "core/config/document.hpp"

#include <reel/config.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

namespace config_test
{

inline std::shared_ptr<const reel::config_file> file(std::string text)
{
    return std::make_shared<const reel::config_file>(reel::config_file{"t.yaml", std::move(text)});
}

/// "4:3 message (hint)" for every problem, one a line.
inline std::string told(const reel::config_problems& problems)
{
    std::string out;
    for (const auto& [where, message, hint] : problems.list())
        out += (where.line ? std::to_string(where.line) + ":" + std::to_string(where.column) + " " : "") + message +
               (hint.empty() ? "" : " (" + hint + ")") + "\n";
    return out;
}

/// The tree of text that has no mistake.
inline reel::config_node tree(std::string text)
{
    reel::config_problems problems;
    auto out = reeld::config::parse_document(file(std::move(text)), problems);
    BOOST_REQUIRE_MESSAGE(out && problems.empty(), told(problems));
    return *out;
}

/// What is wrong with a text.
inline std::string mistakes(std::string text)
{
    reel::config_problems problems;
    reeld::config::parse_document(file(std::move(text)), problems);
    return told(problems);
}

} // namespace config_test
