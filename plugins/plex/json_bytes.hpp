// SPDX-License-Identifier: MIT
// Bytes of a JSON answer that no strict parser would take, made harmless before it sees them: raw control characters (Plex copies
// them out of damaged media tags) and halves of surrogate pairs. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace reel_plex
{

class json_cleaner
{
public:
    /// The piece, ready to be parsed; what it ends with may be held back for the next. Valid until the next call, and as long as
    /// `piece` is. Nothing is copied when nothing needs to change.
    std::string_view clean(std::string_view piece);
    /// What was held back, after the last piece.
    std::string_view rest() const { return held_back_; }

private:
    std::string& own(std::string_view piece);

    std::string buffer_;
    std::string held_back_;
};

/// `text` itself when it is UTF-8 without control characters. Else those become spaces, and bytes that are not UTF-8 are read as
/// Latin-1 when the text has no valid multi-byte sequence, and become U+FFFD when it has.
std::string repaired_text(std::string_view text);
/// The same into `out`, which is overwritten.
void repair_text(std::string_view text, std::string& out);

} // namespace reel_plex
