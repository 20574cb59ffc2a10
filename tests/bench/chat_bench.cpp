// SPDX-License-Identifier: MIT
// What a conversation costs and adds, seen from outside: a real daemon, its model simulated, two rounds of it and a call of a
// tool in between a message. A hundred people talk at once while each round of the model takes a while; what the daemon adds
// is the time a message took beyond two rounds, as they take when the model is asked the same directly, in turn within one run. Then a
// thousand conversations wait on a slow model. Usage: chat_bench PID PORT MODEL_PORT [MESSAGES] (tests/bench/chat starts what it needs).
#include "tests/bench/outside.hpp"

#include <boost/json.hpp>

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace
{

using steady = std::chrono::steady_clock;
using namespace std::chrono_literals;
using namespace bench;
constexpr int rounds = 5;
constexpr std::size_t talking = 100;
constexpr std::size_t waiting = 1000;
constexpr auto model_takes = 300ms;
constexpr std::size_t processor_of_daemon = 0,
                      processor_of_people = 1; // and of the model; tests/bench/chat puts them there
constexpr auto slow_model_takes = 15s;

std::string message(std::size_t conversation)
{
    return post("/api/conversations/room-" + std::to_string(conversation) + "/messages",
                R"({"text":"Do I have The Matrix?"})");
}

/// What the daemon asks its model for such a message: asked directly, the model reads as much.
std::string question_of_daemon(int port, int model_port)
{
    connection daemon{port};
    daemon.send(message(0));
    daemon.receive();
    connection model{model_port};
    model.send("GET /sim/model/requests HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return boost::json::serialize(boost::json::parse(model.receive()).at("requests").at(0));
}

/// From now on the model calls the library's tool, then answers, and takes so long for each.
void set_model(int port, std::chrono::milliseconds takes)
{
    connection to{port};
    to.send(post("/sim/model", R"({"otherwise":"instant","call":{"name":"check_plex_library","arguments":)"
                               R"({"title":"The Matrix","type":"movie","tmdbId":603}},"after":)" +
                                   std::to_string(takes.count()) + "}"));
    to.receive();
}

double rss_mib(int pid)
{
    std::ifstream file{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string word; file >> word;)
        if (word == "VmRSS:")
        {
            double kib = 0;
            file >> kib;
            return kib / 1024;
        }
    give_up("no such process");
}

double median(std::vector<double> of)
{
    std::sort(of.begin(), of.end());
    return of[of.size() / 2];
}

/// Milliseconds that each of a hundred clients on that processor waited for each of its answers. They begin spread over the time
/// that an answer takes, as people do, who do not speak in chorus.
std::vector<double> talk(std::size_t processor, int port, std::chrono::milliseconds answer_takes, int messages,
                         const std::function<std::string(std::size_t)>& request)
{
    cpu_set_t there;
    CPU_ZERO(&there);
    CPU_SET(processor, &there);
    std::vector<std::vector<double>> each(talking);
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < talking; ++i)
        all.emplace_back([&, i] {
            ::pthread_setaffinity_np(::pthread_self(), sizeof there, &there);
            connection to{port};
            const auto text = request(i);
            std::this_thread::sleep_for(answer_takes * i / talking);
            for (int k = 0; k < messages; ++k)
            {
                const auto began = steady::now();
                to.send(text);
                to.receive();
                each[i].push_back(std::chrono::duration<double, std::milli>(steady::now() - began).count());
            }
        });
    for (auto& one : all)
        one.join();
    std::vector<double> out;
    for (const auto& one : each)
        out.insert(out.end(), one.begin(), one.end());
    return out;
}

/// The comparison of the library with the catalogue goes on for a while after the start, and costs as much as many messages.
void wait_for_comparison(int port)
{
    const auto request = post("/api/tools/find_library_gaps", "{}");
    for (int i = 0; i < 600; ++i)
    {
        connection to{port};
        to.send(request);
        if (to.receive().find("\"toDo\":0,") != std::string::npos)
            return;
        std::this_thread::sleep_for(200ms);
    }
    give_up("the comparison with the catalogue did not end");
}

void row(const char* what, std::vector<double>& of)
{
    std::sort(of.begin(), of.end());
    std::printf("  %-44s %7.2f ms    %.2f to %.2f\n", what, of[of.size() / 2], of.front(), of.back());
}

void measure_talking(const processor_time& daemon, int port, int model_port, int messages)
{
    const auto question = question_of_daemon(port, model_port);
    set_model(model_port, model_takes);
    std::vector<double> added, cost;
    for (int i = 0; i < rounds; ++i)
    {
        const auto alone = median(talk(processor_of_daemon, model_port, model_takes, 2 * messages,
                                       [&](std::size_t) { return post("/model/v1/chat/completions", question); }));
        const auto before = daemon.now();
        const auto whole = median(talk(processor_of_people, port, 2 * model_takes, messages, message));
        cost.push_back((daemon.now() - before) / static_cast<double>(talking * static_cast<std::size_t>(messages)) /
                       1000);
        added.push_back(whole - 2 * alone);
    }
    std::printf(
        "%zu conversations at once, a message with two rounds of the model (%lld ms each) and one call; %d rounds of "
        "%zu messages\n",
        talking, static_cast<long long>(model_takes.count()), rounds, talking * static_cast<std::size_t>(messages));
    std::printf("  %-44s %10s    %s\n", "what", "median", "range");
    row("CPU of the daemon a message", cost);
    row("added to the model's own time, p50", added);
}

/// With a model that takes no time, everybody speaks without a pause: what a message costs when nothing is waited for.
void measure_busy(const processor_time& daemon, int port, int model_port, int messages)
{
    set_model(model_port, 0ms);
    std::vector<double> cost;
    for (int i = 0; i < rounds; ++i)
    {
        const auto before = daemon.now();
        talk(processor_of_people, port, 0ms, messages, message);
        cost.push_back((daemon.now() - before) / static_cast<double>(talking * static_cast<std::size_t>(messages)) /
                       1000);
    }
    row("CPU of the daemon a message, when busy", cost);
}

void measure_waiting(int pid, int port, int model_port)
{
    set_model(model_port, slow_model_takes);
    const auto before = rss_mib(pid);
    std::vector<std::unique_ptr<connection>> all;
    for (std::size_t i = 0; i < waiting; ++i)
    {
        all.push_back(std::make_unique<connection>(port));
        all.back()->send(message(i));
    }
    std::this_thread::sleep_for(slow_model_takes / 2); // all are asked for the first time, none is answered
    const auto during = rss_mib(pid);
    set_model(model_port, 0ms);
    for (auto& one : all)
        one->receive();
    std::printf("  %-44s %7.1f MiB   (%.1f before, so %.0f KiB each)\n", "memory while 1,000 conversations wait (RSS)",
                during, before, (during - before) * 1024 / waiting);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
    {
        std::fprintf(stderr, "usage: chat_bench PID PORT MODEL_PORT [MESSAGES]\n");
        return 2;
    }
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    const int pid = std::atoi(argv[1]), port = std::atoi(argv[2]), model = std::atoi(argv[3]);
    wait_for_comparison(port);
    const int messages = argc > 4 ? std::atoi(argv[4]) : 10;
    measure_talking(processor_time{pid}, port, model, messages);
    measure_busy(processor_time{pid}, port, model, messages);
    measure_waiting(pid, port, model);
}
