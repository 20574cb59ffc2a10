// SPDX-License-Identifier: MIT
// Keeps the library up to date: which sections there are, which of them moved, and reading those, page by page, straight
// into a new index. Publishes a new view whenever a section is whole. Loop thread only; the host and the client outlive
// it, and refresh() must have ended before it is destroyed.
#pragma once

#include "plugins/plex/client.hpp"
#include "plugins/plex/view.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reel_plex
{

class loader
{
public:
    /// `published` is called whenever current() has changed.
    loader(reel::host& host, client& upstream, const config& settings, std::function<void()> published);

    /// One pass: the snapshot of the last run (the first time), the server's identity, its sections, and whatever of them
    /// moved. What cannot be read keeps its last good rows, is named in the view, and makes the result an error. Never
    /// run two at once. Cancellable (terminal): what was published stays.
    reel::awaitable<reel::result<void>> refresh();

    /// Reads these sections again in the next pass, whatever their stamps say.
    void mark(const std::set<std::string>& sections) { marked_.insert(sections.begin(), sections.end()); }

    /// Never null.
    std::shared_ptr<const view> current() const noexcept { return view_; }

    /// Whether every section was read, or confirmed by its stamps, at least once in this run.
    bool complete() const noexcept { return complete_; }

    /// "section 2 of 5, 41 %" while sections are read for the first time, else "".
    std::string progress() const;

private:
    /// What is known of a section besides its rows.
    struct state
    {
        section_info info;           ///< as it was listed before its rows were read
        reel::time_point verified{}; ///< its rows were true then; epoch: never read
        bool from_snapshot = false;  ///< not verified in this run
        bool failed = false;         ///< could not be read when last tried
    };
    /// One refresh() under way; lives in its frame.
    struct pass
    {
        std::vector<section_info> todo;
        std::size_t next = 0;
        std::size_t done = 0;
        std::map<std::string, double> reading; ///< by key, how much is read, 0 to 1
        std::vector<std::string> failed;       ///< titles
        reel::error first_failure;
        bool changed = false;
    };

    reel::awaitable<void> restore();
    reel::awaitable<reel::result<std::vector<section_info>>> ask_for_sections();
    reel::awaitable<reel::result<void>> expect_same_server();
    bool is_wanted(const section_info& listed) const;
    void check_names(const std::vector<section_info>& listed);
    bool must_read(const section_info& listed) const;
    pass plan(const std::vector<section_info>& listed);
    reel::awaitable<void> read_all(pass& work, int workers);
    reel::awaitable<void> read_some(pass& work);
    reel::awaitable<reel::result<void>> read(section_info info, pass& work);
    reel::awaitable<void> save();

    void forget_everything();
    void publish(reel_plex::library library);
    freshness freshness_of(kind k) const;

    reel::host& host_;
    client& upstream_;
    const config& settings_;
    const std::filesystem::path snapshot_;
    std::function<void()> published_;
    std::shared_ptr<const view> view_;
    std::map<std::string, state> sections_;
    std::set<std::string> marked_;
    std::set<std::string> not_there_; ///< configured titles that were logged as such
    reel::time_point listed_{};       ///< when the list of sections was last read; epoch: not in this run
    bool unreachable_ = false;        ///< the last pass did not get as far as the list of sections
    bool restored_ = false;
    bool complete_ = false;
    const pass* now_ = nullptr;
};

} // namespace reel_plex
