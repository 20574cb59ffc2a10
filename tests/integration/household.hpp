// SPDX-License-Identifier: MIT
// reeld with Plex, TMDB and Tautulli plugins on the simulated household, and the world that reel-sim tells of in this process,
// too: what is true needs no asking. Everything blocks, with a limit. Whatever a test does, at its end the whole log is read,
// and none of the secrets may be in it.
#pragma once

#include "tests/integration/simulator.hpp"
#include "tests/sim/catalogue/gaps.hpp"
#include "tests/sim/catalogue/generator.hpp"

#include <boost/json.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace integration
{

/// What the three integrations are opened with.
inline constexpr const char* plex_token = "t0ken-of-the-test";
inline constexpr const char* tmdb_token = "0123456789abcdef0123456789abcdef";
inline constexpr const char* tautulli_key = "simulated-tautulli-key";

/// A member of an answer; null when it is not there.
const boost::json::value& member(const boost::json::object& of, std::string_view name);
std::string text(const boost::json::object& of, std::string_view name);
std::set<int> numbers(const boost::json::value& list, std::string_view each = {});

class household : public house
{
public:
    /// A library of so many titles, and all three plugins with their configuration; reeld is not started yet.
    explicit household(std::size_t items = 300);
    void teardown(); ///< called by the test framework

    void configure_plex(const std::string& more = {}) const;
    void configure_tmdb(const std::string& timeout = "10s") const;
    void configure_tautulli() const;
    void remove(const std::string& plugin) const;
    void remove_configuration(const std::string& plugin) const;

    /// Starts it and waits until the library is loaded.
    void start();
    /// SIGHUP, and until it is applied.
    void reload();
    /// Until every show has been compared with the catalogue.
    void wait_for_comparison();

    /// What a tool answers, whatever that is.
    boost::json::object call(const std::string& tool, const boost::json::object& what = {},
                             const std::string& token = {});
    /// The answer of a call that succeeds.
    boost::json::object ask(const std::string& tool, const boost::json::object& what = {},
                            const std::string& token = {});
    /// Asks until the answer is `good`, or the limit passes, which fails the test.
    boost::json::object ask_until(const std::string& tool, const boost::json::object& what,
                                  const std::function<bool(const boost::json::object&)>& good,
                                  std::chrono::seconds limit = 40s);

    const reel_sim::work& known_work(reel_sim::kind kind, std::string_view title, int year) const;
    /// Every film or show that a catalogue knows of.
    std::vector<const reel_sim::work*> works(reel_sim::kind kind) const;
    /// Whether a client may see some copy.
    bool owned(const reel_sim::work& w) const;

    reel_sim::catalogue world;
    std::optional<server> sim;
    std::optional<running_daemon> reeld;
};

} // namespace integration
