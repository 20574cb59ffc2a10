// SPDX-License-Identifier: MIT
// What is sent to `/chat/completions`. Pure; any thread.
#pragma once

#include "core/model/chat.hpp"

#include <string>
#include <string_view>

namespace reeld::model
{

/// The body of the request, fit for servers that are particular: arguments of earlier calls that are not a JSON object
/// are sent as {} (llama.cpp and Ollama refuse the whole conversation otherwise; the tool's result says what was wrong with
/// them), what is not UTF-8 as U+FFFD, and what a model said to itself only to that model.
std::string encode(const request& asked, std::string_view model, bool stream);

/// Whether `text` is a JSON object and nothing else.
bool is_object(std::string_view text);

} // namespace reeld::model
