// SPDX-License-Identifier: MIT
// What a channel has accepted and not answered yet, on disk: whoever sent it was told that it arrived, so a restart must not
// forget it. Files in a folder of the instance's state directory, one an entry, written whole or not at all. Small and rare, so
// it writes on the loop.
#pragma once

#include <reel/error.hpp>
#include <reel/export.hpp>

#include <cstddef>
#include <deque>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reel
{

/// Loop thread only.
class REEL_API inbox
{
public:
    struct entry
    {
        std::string id;
        std::string content;
    };

    explicit inbox(std::filesystem::path folder) : folder_{std::move(folder)} {}

    /// False when an entry of that id is here, or was among the latest that were: it has been delivered twice. An id has up to
    /// 100 letters, digits, '-' and '_'.
    result<bool> accept(std::string_view id, std::string_view content);
    /// It was answered, or needs no answer.
    void done(std::string_view id);
    /// What an earlier run left undone, oldest first; counts as accepted.
    std::vector<entry> resume();
    std::size_t size() const noexcept { return waiting_.size(); }

private:
    std::filesystem::path folder_;
    std::set<std::string, std::less<>> waiting_;
    std::set<std::string, std::less<>> known_; ///< what waits, and what was done lately
    std::deque<std::string> done_;             ///< the latest last
};

/// Replaces a file in one step: a reader, and a next run, finds what was there before or all of `content`.
REEL_API result<void> write_file(const std::filesystem::path& file, std::string_view content);
/// Its content; empty when there is none.
REEL_API std::string read_file(const std::filesystem::path& file);

} // namespace reel
