// SPDX-License-Identifier: MIT
// A house for conversations: real tools behind the real invoker and ledger, real SQLite, a clock that is a variable, and a
// model that says what the test wrote for it.
#pragma once

#include "core/conversation/service.hpp"
#include "core/conversation/sqlite_store.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_dir.hpp"

#include <reel/event.hpp>

#include <deque>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace reel_test
{

using namespace std::chrono_literals;
namespace conversation = reeld::conversation;
namespace model = reeld::model;

/// Replies in the order written, and keeps what it was asked.
class scripted_model final : public model::chat_model
{
public:
    explicit scripted_model(asio::io_context& io) : io_{io} {}

    void says(std::string text);
    /// {name, arguments}; ids are call_1, call_2 … in each reply.
    void calls(std::vector<std::pair<std::string, std::string>> wanted, std::string text = {},
               std::string finish_reason = "tool_calls");
    void fails(reel::errc kind, std::string message);
    /// Says nothing until it is cancelled.
    void hangs();
    /// Before each reply, with what was asked.
    std::function<void()> before;

    bool configured() const override { return true; }
    reel::awaitable<reel::result<model::reply>> complete(const model::request& request,
                                                         model::text_sink on_text) override;

    std::vector<model::request> asked;
    /// What the model read as the result of the last call.
    std::string last_result() const { return asked.back().messages.back().text; }
    std::string system_prompt() const { return asked.back().messages.front().text; }

private:
    struct line
    {
        reel::result<model::reply> reply = reel::error{};
        bool hang = false;
    };
    asio::io_context& io_;
    std::deque<line> script_;
};

/// Hears what a page would show.
struct page final : conversation::listener
{
    void text(std::string_view piece) override { heard += piece; }
    void tool_started(std::string_view name, std::string_view title) override
    {
        events += "+" + std::string{name} + "(" + std::string{title} + ")";
    }
    void tool_ended(std::string_view name, bool ok) override { events += (ok ? "-" : "!") + std::string{name}; }

    std::string heard;
    std::string events;
};

struct house
{
    explicit house(conversation::service_limits limits = {}, std::filesystem::path file = {});
    ~house();

    using outcome = reel::result<conversation::outgoing>;

    outcome say(std::string text, std::string id = {}, conversation::listener* watching = nullptr);
    outcome decide(std::string token, bool yes);
    reel::awaitable<void> say_and_keep(std::string text, std::string id, std::optional<outcome>& into);

    asio::io_context io{1};
    temp_dir dir;
    fake_clock clock;
    log_capture logs;
    reel::logger log{logs, "core"};
    reeld::tool::registry tools;
    reeld::tool::invoker invoker{io.get_executor(), tools, clock, {}, log};
    scripted_model llm{io};
    conversation::prompter prompts{clock, "You are a test.", [] { return std::vector<std::string>{"## Films"}; }};
    std::unique_ptr<conversation::sqlite_store> memory;
    conversation::runner runner;
    conversation::service service;

    reel::caller who{"Ann", reel::role::admin, {}};
    std::string where = "kitchen";
    reel::event gate{io.get_executor()}; // what the tool `slow` waits for
    std::vector<std::string> deleted;    // by the tools `delete_film` and `shred_film`, which waits for the gate
    std::function<void()> deleting;      // before that

private:
    void publish_tools();
};

} // namespace reel_test
