// SPDX-License-Identifier: MIT
// Facts about shows from the tool named in the option `catalogue_tool`, kept for a while. Which plugin has that tool, and
// whether one does, is nothing this one knows. Loop thread only; the host and the task group outlive it: cancel and join the
// group before destroying it.
#pragma once

#include "plugins/plex/catalogue.hpp"
#include "plugins/plex/config.hpp"

#include <reel/host.hpp>
#include <reel/ttl_cache.hpp>

#include <memory>
#include <optional>
#include <string>

namespace reel_plex
{

using catalogue_facts = std::shared_ptr<const catalogue_show>;

/// What a show is asked by, and kept under: the best id it has, or its title and year. Of a kind of which it has several, one
/// is wrong, and nobody can tell which.
class show_key
{
public:
    static show_key by(const std::vector<external_id>& ids, std::string_view title, int year);

    boost::json::object arguments() const; ///< of the catalogue's tool
    /// A title alone is not: a home video called "Friends" lacks nothing.
    bool tells_it_apart() const { return id_ || year_ != 0; }
    friend bool operator==(const show_key&, const show_key&) = default;

private:
    friend struct std::hash<show_key>;

    std::optional<external_id> id_;
    std::string title_; ///< only without an id
    int year_ = 0;
};

} // namespace reel_plex

template <>
struct std::hash<reel_plex::show_key>
{
    std::size_t operator()(const reel_plex::show_key& key) const noexcept
    {
        if (key.id_)
            return std::hash<std::uint64_t>{}(key.id_->value * 8 + static_cast<std::uint64_t>(key.id_->space));
        return std::hash<std::string>{}(key.title_) ^ static_cast<std::size_t>(key.year_);
    }
};

namespace reel_plex
{

class catalogue_source
{
public:
    catalogue_source(reel::host& host, const config& settings, reel::task_group& tasks);

    /// Errors: `unavailable` and `unconfigured` when there is no catalogue (see absent()), `upstream` when it does not know
    /// the show or cannot be asked for it, and whatever else the tool fails with.
    reel::awaitable<reel::result<catalogue_facts>> get(show_key show);
    /// What is kept, without asking.
    const catalogue_facts* peek(const show_key& show);

    /// Why there is no catalogue, as far as is known since somebody asked; nothing when there is one.
    const std::optional<reel::error>& absent() const noexcept { return absent_; }
    /// Whether asking is worth it: not when there was none a moment ago.
    bool worth_asking() const;

    std::size_t size() const noexcept { return facts_.size(); }
    std::size_t bytes() const noexcept { return facts_.bytes(); }

private:
    reel::awaitable<reel::result<catalogue_facts>> fetch(show_key show);

    reel::host& host_;
    const config& settings_;
    std::optional<reel::error> absent_;
    std::chrono::nanoseconds ask_again_{};
    reel::ttl_cache<show_key, catalogue_facts> facts_;
};

} // namespace reel_plex
