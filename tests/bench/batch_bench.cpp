// SPDX-License-Identifier: MIT
// What a batch of fifty titles costs the daemon: 25 films and 25 shows that are there, each show compared with the catalogue,
// everything kept already. Asked on one keep-alive connection; the figures are the daemon's own processor time for each call,
// beside calls that do less, so that what HTTP costs shows as well. Usage: batch_bench PID PORT ITEMS NOW [CALLS] (tests/bench/batch
// starts what it needs).
#include "tests/bench/outside.hpp"
#include "tests/sim/catalogue/gaps.hpp"
#include "tests/sim/catalogue/generator.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace
{

namespace json = boost::json;
using namespace std::chrono_literals;
using namespace bench;
constexpr std::size_t of_each_kind = 25;
constexpr int rounds = 9;

std::string get(const std::string& path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

std::string call(const std::string& tool, const json::object& arguments)
{
    return bench::post("/api/tools/" + tool, json::serialize(arguments));
}

/// Titles that are there, from all over the library; no show whose numbering differs, for which there is less to say.
json::array titles_of(const reel_sim::catalogue& world, reel_sim::kind kind)
{
    std::vector<const reel_sim::work*> all;
    for (const auto& w : world.works)
        if (w.kind == kind && !world.copies(kind, w.title, w.year).empty() &&
            (kind == reel_sim::kind::movie || !reel_sim::library_gaps(world, w).numbering_differs))
            all.push_back(&w);
    json::array out;
    for (std::size_t i = 0; i < of_each_kind; ++i)
    {
        const auto& w = *all[i * all.size() / of_each_kind];
        json::object item{
            {"title", w.title}, {"type", kind == reel_sim::kind::movie ? "movie" : "show"}, {"year", w.year}};
        if (w.known_to_providers)
            item["tmdbId"] = w.tmdb;
        out.push_back(std::move(item));
    }
    return out;
}

void wait_for_comparison(connection& to)
{
    const auto question = call("find_library_gaps", {});
    for (int i = 0; i < 1200; ++i)
    {
        const auto said = json::parse(to.exchange(question)).as_object();
        if (said.at("toDo") == 0 && said.at("compared").as_int64() > 0)
            return;
        std::this_thread::sleep_for(100ms);
    }
    give_up("the comparison with the catalogue did not end");
}

void check(const std::string& answer)
{
    std::size_t there = 0, compared = 0;
    const auto said = json::parse(answer);
    for (const auto& finding : said.at("results").as_array())
    {
        there += finding.at("found").as_bool() ? 1 : 0;
        compared += finding.as_object().contains("numbering") ? 1 : 0;
    }
    if (there != 2 * of_each_kind || compared != of_each_kind)
        give_up(std::to_string(there) + " found, " + std::to_string(compared) + " compared: " + answer);
}

struct measured
{
    const char* name;
    std::string request;
    std::vector<double> each; ///< microseconds a call, by round
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5)
    {
        std::fprintf(stderr, "usage: batch_bench PID PORT ITEMS NOW [CALLS]\n");
        return 2;
    }
    const processor_time daemon{std::atoi(argv[1])};
    const auto world = reel_sim::generate(
        {.items = static_cast<std::size_t>(std::atol(argv[3])), .now = static_cast<std::int64_t>(std::atoll(argv[4]))});
    const int calls = argc > 5 ? std::atoi(argv[5]) : 200;
    connection to{std::atoi(argv[2])};
    wait_for_comparison(to);

    const auto films = titles_of(world, reel_sim::kind::movie), shows = titles_of(world, reel_sim::kind::show);
    auto both = films;
    both.insert(both.end(), shows.begin(), shows.end());
    const auto items = [](json::array list) { return json::object{{"items", std::move(list)}}; };
    std::vector<measured> all{{"GET /healthz", get("/healthz"), {}},
                              {"one film", call("check_plex_library", items({films.front()})), {}},
                              {"25 films", call("check_plex_library", items(films)), {}},
                              {"25 shows", call("check_plex_library", items(shows)), {}},
                              {"25 films and 25 shows", call("check_plex_library", items(both)), {}}};
    to.exchange(all.back().request); // what was compared before the library changed for the last time
    const auto answer = to.exchange(all.back().request);
    check(answer);
    for (int round = 0; round < rounds; ++round)
        for (auto& one : all)
        {
            const auto before = daemon.now();
            for (int i = 0; i < calls; ++i)
                to.exchange(one.request);
            one.each.push_back((daemon.now() - before) / calls);
        }
    std::printf(
        "check_plex_library, CPU of the daemon a call; %d rounds of %d calls in turn; the batch's answer has %zu bytes\n",
        rounds, calls, answer.size());
    std::printf("  %-24s %10s    %s\n", "what", "median", "range");
    for (auto& one : all)
    {
        std::sort(one.each.begin(), one.each.end());
        std::printf("  %-24s %7.1f us    %.1f to %.1f\n", one.name, one.each[rounds / 2], one.each.front(),
                    one.each.back());
    }
    std::printf("  %-24s %7.1f us\n", "the batch without HTTP",
                all.back().each[rounds / 2] - all.front().each[rounds / 2]);
}
