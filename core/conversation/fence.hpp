// SPDX-License-Identifier: MIT
// The mark around what tools found, so that the model can tell it from what it was told: data, whatever it says. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace reeld::conversation
{

/// <data from="SOURCE">JSON</data>. Every "<" inside is written as \u003c, which is the same JSON, so that nothing in there
/// can end it, or look like a mark of a model's own. `json` is valid JSON, or several on lines of their own; `source` is a
/// tool's name, and loses whatever a tool's name cannot have.
std::string fence(std::string_view source, std::string_view json);
/// The same for text, as a JSON string.
std::string fence_text(std::string_view source, std::string_view text);

} // namespace reeld::conversation
