// SPDX-License-Identifier: MIT
// What the model is told before each conversation: who it is, how it works, what each plugin says of its tools, how answers
// must look, who asks, and which day it is. What changes most often stands last, so that a model server can reuse what it has
// read. Pure, but for the clock and the file of the persona.
#pragma once

#include <reel/call_context.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::conversation
{

struct prompt_parts
{
    std::string_view persona;
    std::vector<std::string> sections; ///< the plugins', in the order of the configuration
    std::string_view format_rules;     ///< the channel's; "" for Markdown
    std::string_view caller;           ///< the name of who asks
    reel::time_point now{};            ///< its day and zone are those of this machine
};

std::string compose_prompt(const prompt_parts& parts);

/// Who the assistant is, unless the owner's file says otherwise.
std::string_view default_persona() noexcept;
/// The text of the owner's file, at most 16 KiB. Errors name the file and say what is wrong with it.
reel::result<std::string> read_persona(const std::filesystem::path& file);

/// Composes prompts for callers. Loop thread only; the clock outlives it.
class prompter
{
public:
    using section_list = std::function<std::vector<std::string>()>;

    prompter(reel::clock& clock, std::string persona, section_list sections);

    std::string prompt(const reel::caller& who, std::string_view format_rules) const;
    void set_persona(std::string text) { persona_ = std::move(text); }

private:
    reel::clock& clock_;
    std::string persona_;
    section_list sections_;
};

} // namespace reeld::conversation
