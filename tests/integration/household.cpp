// SPDX-License-Identifier: MIT
#include "tests/integration/household.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace integration
{
namespace json = boost::json;

namespace
{

std::int64_t today()
{
    return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
}

bool until(const std::function<bool()>& done, std::chrono::seconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!done())
        if (std::chrono::steady_clock::now() >= end)
            return false;
    return true;
}

std::size_t count(const std::string& in, const std::string& what)
{
    std::size_t n = 0;
    for (auto at = in.find(what); at != in.npos; at = in.find(what, at + what.size()))
        ++n;
    return n;
}

} // namespace

const json::value& member(const json::object& of, std::string_view name)
{
    static const json::value none;
    const auto* found = of.if_contains(name);
    return found ? *found : none;
}

std::string text(const json::object& of, std::string_view name)
{
    const auto& found = member(of, name);
    return found.is_string() ? std::string{found.as_string()} : std::string{};
}

std::set<int> numbers(const json::value& list, std::string_view each)
{
    std::set<int> out;
    if (list.is_array())
        for (const auto& one : list.as_array())
            out.insert((each.empty() ? one : one.as_object().at(each)).to_number<int>());
    return out;
}

household::household(std::size_t items)
{
    const reel_sim::catalogue_options options{.items = items, .now = today()};
    world = reel_sim::generate(options);
    sim.emplace(std::vector<std::string>{"--items", std::to_string(items), "--now", std::to_string(options.now)});
    for (const auto* plugin : {"plex", "tmdb", "tautulli"})
        install_shipped(plugin);
    configure_plex();
    configure_tmdb();
    configure_tautulli();
}

void household::teardown()
{
    if (!reeld)
        return;
    reeld->signal(SIGTERM);
    BOOST_TEST(reeld->exit_status(20s).value_or(-1) == 0, "reeld did not leave; it said:\n" + reeld->log());
    for (const std::string secret : {plex_token, tmdb_token, tautulli_key})
        BOOST_TEST(reeld->log().find(secret) == std::string::npos, "the log holds the secret " + secret);
}

void household::configure_plex(const std::string& more) const
{
    configure("plex.yaml", "plex:\n  url: " + sim->url() + "\n  token: " + plex_token + '\n' + more);
}

void household::configure_tmdb(const std::string& timeout) const
{
    configure("tmdb.yaml", "tmdb:\n  url: " + sim->url() + "/tmdb/3\n  access_token: " + tmdb_token +
                               "\n  requests_per_second: 50\n  timeout: " + timeout + '\n');
}

void household::configure_tautulli() const
{
    configure("tautulli.yaml", "tautulli:\n  url: " + sim->url() + "/tautulli\n  api_key: " + tautulli_key + '\n');
}

void household::remove(const std::string& plugin) const
{
    std::filesystem::remove(plugin_dir / (plugin + ".so"));
}

void household::remove_configuration(const std::string& plugin) const
{
    std::filesystem::remove(conf_dir / (plugin + ".yaml"));
}

void household::start()
{
    reeld.emplace(*this, std::vector<std::string>{"--log-level", "debug"});
    const bool ready = until(
        [this] {
            reeld->listen(50ms);
            return reeld->get("/readyz").status == 200;
        },
        40s);
    BOOST_REQUIRE_MESSAGE(ready, "the library was not loaded; reeld said:\n" + reeld->log());
}

void household::reload()
{
    const auto applied = count(reeld->log(), "Configuration applied");
    reeld->signal(SIGHUP);
    const bool done = until(
        [&] {
            reeld->listen(20ms);
            return count(reeld->log(), "Configuration applied") > applied;
        },
        20s);
    BOOST_REQUIRE_MESSAGE(done, "the configuration was not applied; reeld said:\n" + reeld->log());
}

void household::wait_for_comparison()
{
    ask_until(
        "find_library_gaps", {},
        [](const json::object& a) {
            return member(a, "toDo") == 0 && member(a, "compared").as_int64() > 0 && member(a, "stale") == false;
        },
        40s);
}

json::object household::call(const std::string& tool, const json::object& what, const std::string& token)
{
    const auto said = reeld->call(tool, json::serialize(what), token);
    reeld->listen(2ms);
    BOOST_REQUIRE_MESSAGE(said.status != 0, "reeld does not answer " + tool + "; it said:\n" + reeld->log());
    return json::parse(said.body).as_object();
}

json::object household::ask(const std::string& tool, const json::object& what, const std::string& token)
{
    auto out = call(tool, what, token);
    BOOST_REQUIRE_MESSAGE(!out.contains("error"), tool + " answered " + json::serialize(out));
    return out;
}

json::object household::ask_until(const std::string& tool, const json::object& what,
                                  const std::function<bool(const json::object&)>& good, std::chrono::seconds limit)
{
    json::object last;
    const bool done = until(
        [&] {
            reeld->listen(50ms);
            last = call(tool, what);
            return !last.contains("error") && good(last);
        },
        limit);
    BOOST_REQUIRE_MESSAGE(done, tool + " did not answer so in time; its last answer was " + json::serialize(last));
    return last;
}

const reel_sim::work& household::known_work(reel_sim::kind kind, std::string_view title, int year) const
{
    const auto* found = world.find_work(kind, title, year);
    BOOST_REQUIRE_MESSAGE(found, "the world has no " + std::string{title});
    return *found;
}

std::vector<const reel_sim::work*> household::works(reel_sim::kind kind) const
{
    std::vector<const reel_sim::work*> out;
    for (const auto& w : world.works)
        if (w.kind == kind && w.known_to_providers && !w.adult)
            out.push_back(&w);
    return out;
}

bool household::owned(const reel_sim::work& w) const
{
    return std::any_of(world.items.begin(), world.items.end(),
                       [&](const reel_sim::item& i) { return &world.work_of(i) == &w && world.visible(i); });
}

} // namespace integration
