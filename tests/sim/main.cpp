// SPDX-License-Identifier: MIT
// reel-sim: a simulated Plex, Tautulli, TMDB and chat model on loopback, for the demo, the tests and the benchmarks.
#include "tests/sim/model/control.hpp"
#include "tests/sim/simulator.hpp"

#include <CLI/CLI.hpp>
#include <asio/signal_set.hpp>
#include <boost/json/parse.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace
{

struct command_line
{
    reel_sim::simulator_options options;
    std::uint16_t port = 32400;
    std::string port_file;
    std::vector<std::string> faults;
    std::string model_script;
};

reel::awaitable<void> run_until_signal(reel_sim::simulator& sim)
{
    asio::signal_set signals{co_await asio::this_coro::executor, SIGINT, SIGTERM};
    co_await signals.async_wait(reel::as_tuple);
    co_await sim.stop();
}

/// "" when the file is a script, or what is wrong with it.
std::string play(reel_sim::model::service& model, const std::string& path)
{
    std::ifstream file{path};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file)
        return path + ": cannot be read";
    try
    {
        reel_sim::model::change(model, boost::json::parse(text));
    }
    catch (const std::exception& e)
    {
        return path + ": " + e.what();
    }
    return {};
}

int run(const command_line& wanted)
{
    asio::io_context io{1};
    reel_sim::simulator sim{io.get_executor(), wanted.options};
    for (const auto& text : wanted.faults)
    {
        auto parsed = reel_sim::parse_fault(text);
        if (!parsed)
        {
            std::fprintf(stderr, "reel-sim: %s\n", parsed.error().message().c_str());
            return 64;
        }
        sim.faults().add(std::move(*parsed));
    }
    if (!wanted.model_script.empty())
        if (const auto mistake = play(sim.model(), wanted.model_script); !mistake.empty())
        {
            std::fprintf(stderr, "reel-sim: %s\n", mistake.c_str());
            return 64;
        }
    const auto port = sim.listen(wanted.port);
    if (!port)
    {
        std::fprintf(stderr, "reel-sim: %s\n", port.error().message().c_str());
        return 1;
    }
    if (!wanted.port_file.empty())
        std::ofstream{wanted.port_file} << *port << '\n';
    std::printf("reel-sim: Plex on %s (%zu items, token %s)\n", sim.url().c_str(), sim.world().items.size(),
                sim.token().c_str());
    std::fflush(stdout);
    asio::co_spawn(io, run_until_signal(sim), [](std::exception_ptr) {});
    io.run();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    command_line wanted;
    auto& world = wanted.options.catalogue;
    auto& plex = wanted.options.plex;
    world.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::string row = "metadata", shape = "plain";

    CLI::App app{
        "A simulated Plex, Tautulli, TMDB and chat model on loopback, with a generated library and faults on demand.",
        "reel-sim"};
    app.add_option("--port", wanted.port, "Port on 127.0.0.1; 0 takes a free one")->capture_default_str();
    app.add_option("--port-file", wanted.port_file, "Write the port here when ready");
    app.add_option("--items", world.items, "Films and shows in the library (300 or more)")
        ->capture_default_str()
        ->check(CLI::Range(300, 1'000'000));
    app.add_option("--seed", world.seed, "Another number, another library")->capture_default_str();
    app.add_option("--now", world.now, "Epoch seconds that the library takes for today (default: the clock)");
    app.add_option("--token", plex.token, "The X-Plex-Token that is accepted")->capture_default_str();
    app.add_option("--tmdb-token", wanted.options.tmdb.access_token, "The API read access token that TMDB accepts")
        ->capture_default_str();
    app.add_option("--tmdb-key", wanted.options.tmdb.api_key, "The API key, of version 3, that it accepts as well")
        ->capture_default_str();
    app.add_option("--tmdb-limit", wanted.options.tmdb.limit, "Requests that TMDB answers in a second; 0: all")
        ->capture_default_str();
    app.add_option("--tautulli-key", wanted.options.tautulli.apikey, "The apikey that Tautulli accepts")
        ->capture_default_str();
    app.add_option("--tautulli-root", wanted.options.tautulli.root, "Where Tautulli is: the path before /api/v2")
        ->capture_default_str();
    app.add_option("--model-key", wanted.options.model.key, "The API key that the chat model accepts (default: any)");
    app.add_option(
        "--model-script", wanted.model_script,
        "What the chat model at /model/v1 says, as JSON (tests/sim/model/script.cpp); without it, it improvises");
    app.add_option("--model-every", wanted.options.model.every, "Milliseconds between the words that it improvises");
    app.add_option(
        "--fault", wanted.faults,
        "PATH=KIND[:ARGUMENT][*TIMES], KIND: refuse, stall, delay:MS, cut:BYTES, hang:BYTES, drip:BYTES_A_SECOND, garbage, shape:N, html, or a status such as 429:RETRY_AFTER; may be repeated");
    app.add_flag("--ignore-excludes", plex.ignore_excludes,
                 "Send all fields whatever excludeFields and excludeElements say, as older servers do");
    app.add_option("--all-episodes", row, "Where the \"All episodes\" row is put")
        ->capture_default_str()
        ->check(CLI::IsMember({"metadata", "directory"}));
    app.add_option("--event-shape", shape, "How events are framed")
        ->capture_default_str()
        ->check(CLI::IsMember({"plain", "container"}));
    app.footer(
        "While it runs, /sim/… changes the library, sets faults and tells what was asked; see tests/sim/control.cpp.");
    CLI11_PARSE(app, argc, argv);
    if (row == "directory")
        plex.all_episodes = reel_sim::plex::all_episodes_row::in_directory;
    if (shape == "container")
        plex.event_shape = reel_sim::plex::event_shape::container;
    return run(wanted);
}
