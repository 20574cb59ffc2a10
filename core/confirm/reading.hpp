// SPDX-License-Identifier: MIT
// What a person means who was asked whether to go on. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace reeld::confirm
{

enum class reading : std::uint8_t
{
    yes,
    no,
    other ///< neither, or not only: "yes, but the other one"
};

/// Reads a short answer as people write it ("yes please", "ok do it", "👍", "ja", "nevermind"). Case, accents, punctuation
/// and repeated words do not matter; one word that belongs to neither a yes nor a no makes it `other`. With `plainly`, so does
/// what people also say to something they have just read ("ok", "fine, thanks", "👍"): it may not be meant for the question.
reading read_reply(std::string_view text, bool plainly = false);

} // namespace reeld::confirm
