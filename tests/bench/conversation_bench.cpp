// SPDX-License-Identifier: MIT
// What a conversation costs without its model: a message with two rounds of the model and one call of a tool, and reading the
// window of a conversation, however long it is.
//
//     conversation_bench [MESSAGES ...]        (default: 1000 100000 1000000)
//
// The model answers at once; the memory is a real file. Processor time, but for what is read: that is the clock on the wall,
// best of several rounds.
#include "core/conversation/service.hpp"
#include "core/conversation/sqlite_store.hpp"

#include <boost/describe.hpp>

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

using namespace reeld;
using namespace std::chrono_literals;

namespace
{

double processor_seconds()
{
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct no_log final : reel::log_sink
{
    bool enabled(reel::log_level) const noexcept override { return false; }
    void write(reel::log_level, std::string_view, std::string_view, std::span<const reel::log_field>) override {}
};

/// Calls the tool, then answers.
struct quick_model final : model::chat_model
{
    bool configured() const override { return true; }
    reel::awaitable<reel::result<model::reply>> complete(const model::request& asked, model::text_sink) override
    {
        model::reply out;
        out.said.from = model::speaker::assistant;
        if (asked.messages.back().from == model::speaker::tool)
            out.said.text = "Yes, it is there.";
        else
            out.said.calls.push_back({"call_1", "check_0", R"({"title":"Dune","year":2021})"});
        co_return out;
    }
};

struct check_args
{
    std::string title;
    std::optional<int> year;
};
BOOST_DESCRIBE_STRUCT(check_args, (), (title, year))

struct check_answer
{
    std::string message;
};
BOOST_DESCRIBE_STRUCT(check_answer, (), (message))

struct library
{
    reel::awaitable<reel::result<check_answer>> check(check_args args, reel::call_context&)
    {
        co_return check_answer{args.title + " is in the library"};
    }
};

conversation::turn some_turn(std::size_t number)
{
    conversation::turn out;
    out.message_id = std::to_string(number);
    out.text = "Do I have film number " + std::to_string(number) + "?";
    out.steps = {{model::speaker::assistant, "", {{"call_1", "check", R"({"title":"Dune"})"}}, ""},
                 {model::speaker::tool, std::string(600, 'x'), {}, "call_1"}};
    out.answer = std::string(200, 'y');
    return out;
}

void measure_reading(const std::filesystem::path& dir, std::size_t messages, reel::clock& clock,
                     const reel::logger& log)
{
    const conversation::place where{"Ann", "kitchen"};
    auto memory = conversation::sqlite_store::open(dir / ("history-" + std::to_string(messages)), clock, log).value();
    for (std::size_t i = 0; i < messages / 4; ++i)
        memory->add(where, some_turn(i)).value();
    double best = 1;
    for (int i = 0; i < 200; ++i)
    {
        const auto began = std::chrono::steady_clock::now();
        const auto read = memory->recent(where, 20).value();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
        if (read.size() != 5)
            std::abort();
    }
    std::printf("%10zu messages: window read in %6.1f us\n", messages, best * 1e6);
}

reel::awaitable<void> talk(conversation::service& service, std::string room, int turns)
{
    for (int i = 0; i < turns; ++i)
        if (!co_await service.say({{"Ann", reel::role::any, {}}, room, "Do I have Dune?", std::to_string(i), {}}))
            std::abort();
}

void measure_turns(const std::filesystem::path& dir, reel::system_clock& clock, const reel::logger& log)
{
    asio::io_context io{1};
    tool::registry tools;
    tool::invoker invoker{io.get_executor(), tools, clock, {}, log};
    library films;
    reel::tool_set set;
    for (int i = 0; i < 15; ++i) // as many as a house with all our plugins has
        set.push_back(reel::bind(reel::tool<check_args, check_answer>("check_" + std::to_string(i))
                                     .title("Look in the library")
                                     .describe(std::string(400, 'd'))
                                     .arg("title", std::string(100, 't'))
                                     .arg("year", std::string(100, 'y'))
                                     .safe(),
                                 &films, &library::check));
    tools.publish("films", std::move(set)).value();
    quick_model llm;
    auto memory = conversation::sqlite_store::open(dir / "turns", clock, log).value();
    conversation::runner runner{{llm, tools, invoker, clock, {}}};
    const conversation::prompter prompts{clock, std::string{conversation::default_persona()},
                                         [] { return std::vector<std::string>{std::string(6000, 's')}; }};
    conversation::service_limits limits;
    limits.per_user = {1e6, 1'000'000, {}};
    conversation::service service{
        {runner, *memory, invoker.confirmations(), prompts, clock, io.get_executor(), log, limits}};

    constexpr int rooms = 100;
    constexpr int turns = 40; // in each
    const auto began = processor_seconds();
    for (int i = 0; i < rooms; ++i)
        asio::co_spawn(io, talk(service, "room-" + std::to_string(i), turns), [](std::exception_ptr failed) {
            if (failed)
                std::abort();
        });
    io.run();
    std::printf("a message with two rounds and one call: %.0f us of processor time\n",
                (processor_seconds() - began) / (rooms * turns) * 1e6);
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::size_t> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(std::strtoull(argv[i], nullptr, 10));
    if (sizes.empty())
        sizes = {1000, 100'000, 1'000'000};
    std::string name = (std::filesystem::temp_directory_path() / "conversation-bench-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        return 1;
    const std::filesystem::path dir{name};
    no_log sink;
    const reel::logger log{sink, "bench"};
    reel::system_clock clock;
    measure_turns(dir, clock, log);
    for (const auto messages : sizes)
        measure_reading(dir, messages, clock, log);
    std::filesystem::remove_all(dir);
}
