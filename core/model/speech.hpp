// SPDX-License-Identifier: MIT
// What a model says, as far as it is meant for people: without <think>…</think>, in whole UTF-8 characters, without white
// space at the beginning. From pieces that are split anywhere; what cannot be told yet is held back. Pure; any one thread.
#pragma once

#include <string>
#include <string_view>

namespace reeld::model
{

class speech
{
public:
    /// What is new in text(); valid until the next call.
    std::string_view add(std::string_view piece);
    /// No more will come: what was held back, if it is text after all.
    std::string_view finish();

    const std::string& text() const noexcept { return text_; }

private:
    std::string_view settle(bool last);
    void say(std::string_view certain);

    std::string text_;
    std::string pending_; ///< may be the beginning of a tag or of a character, or is thought
    bool thinking_ = false;
};

} // namespace reeld::model
