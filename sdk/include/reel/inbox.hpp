// SPDX-License-Identifier: MIT
// What a channel has accepted and not answered yet, on disk: whoever sent it was told that it arrived, so neither a restart nor
// a power cut may forget it. Files in a folder of the instance's state directory, one an entry, written whole or not at all;
// what becomes of an entry is noted in its file's name: "<id>.<starts>.<sent>".
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>
#include <reel/host.hpp>

#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reel
{

/// Loop thread only; what takes long is done off the loop. The host outlives it.
class REEL_API inbox
{
public:
    struct entry
    {
        std::string id;
        std::string content;
    };

    inbox(host& lent, std::filesystem::path folder) : host_{lent}, folder_{std::move(folder)} {}

    /// False when an entry of that id is here, or was among the latest that were: it has been delivered twice. An id has up to
    /// 100 letters, digits, '-' and '_'. Once it says true, nothing but done() makes it forgotten.
    awaitable<result<bool>> accept(std::string id, std::string content);
    /// It was answered, or needs no answer.
    void done(std::string_view id);
    /// It stays, for the next run to try again. `cleanly`: nothing went wrong, it was only not its time.
    void leave(std::string_view id, bool cleanly);
    /// What an earlier run left undone, oldest first; counts as accepted. What went wrong too often is given up.
    std::vector<entry> resume();

    /// How many parts of its answer have been sent, in earlier runs too.
    std::size_t sent(std::string_view id) const;
    void note_sent(std::string_view id, std::size_t parts);

    std::size_t size() const noexcept { return waiting_.size(); }

private:
    struct fate
    {
        int starts = 0;
        std::size_t sent = 0;
    };
    std::filesystem::path file(std::string_view id, fate now) const;
    void restore(const std::filesystem::path& found, std::vector<entry>& to);
    void remember(std::string id);

    host& host_;
    std::filesystem::path folder_;
    std::map<std::string, fate, std::less<>> waiting_;
    std::set<std::string, std::less<>> known_; ///< what waits, and what was done lately
    std::deque<std::string> done_;             ///< the latest last
};

/// Replaces a file in one step: a reader, and a next run, finds what was there before or all of `content`, also after a power
/// cut. Waits for the disk, so call it off the loop. Touches nothing shared.
REEL_API result<void> write_file(const std::filesystem::path& file, std::string_view content);
/// Its content; empty when there is none.
REEL_API std::string read_file(const std::filesystem::path& file);

} // namespace reel
