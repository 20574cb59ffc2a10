// SPDX-License-Identifier: MIT
#include "core/tool/invoker.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"

#include <reel/event.hpp>
#include <reel/task_group.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace std::chrono_literals;
using reel::errc;
using reeld::tool::call_options;
using reeld::tool::invoker;
using reeld::tool::invoker_limits;
using reeld::tool::registry;
using answer = reel::result<reel::tool_result>;

namespace
{

struct invoker_fixture
{
    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    registry tools;
    invoker calls{io.get_executor(), tools, clock, invoker_limits{4, 2, 2}, reel::logger{logs, "core"}};
    reel::event gate{io.get_executor()};
    int ended_early = 0;

    ~invoker_fixture() { reel_test::run(io, calls.drain()); }

    using body = std::function<reel::awaitable<answer>(const boost::json::value&, reel::call_context&)>;

    void publish(const std::string& name, body call, const std::function<void(reel::tool_spec&)>& adjust = {})
    {
        reel::bound_tool tool;
        tool.spec.name = name;
        tool.call = std::move(call);
        if (adjust)
            adjust(tool.spec);
        BOOST_REQUIRE(tools.publish("instance_of_" + name, {std::move(tool)}));
    }

    static reel::awaitable<answer> say_hello(const boost::json::value&, reel::call_context&)
    {
        reel::tool_result out;
        out.json = R"({"hello":true})";
        co_return out;
    }

    reel::awaitable<answer> wait_for_gate(const boost::json::value&, reel::call_context&)
    {
        struct leaving
        {
            invoker_fixture& self;
            bool whole = false;
            ~leaving() { self.ended_early += whole ? 0 : 1; }
        } leave{*this};
        co_await gate.wait();
        leave.whole = true;
        reel::tool_result out;
        out.json = "{}";
        co_return out;
    }

    body waiting()
    {
        return [this](const boost::json::value& args, reel::call_context& call) { return wait_for_gate(args, call); };
    }

    answer ask(std::string_view name, call_options options = {})
    {
        return reel_test::run(io, call(std::string{name}, std::move(options)));
    }

    reel::awaitable<answer> call(std::string name, call_options options = {})
    {
        const boost::json::value args = boost::json::object{};
        co_return co_await calls.call(name, args, std::move(options));
    }

    reel::awaitable<void> call_and_keep(std::string name, std::optional<answer>& into)
    {
        into = co_await call(std::move(name));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tool_invoker, invoker_fixture)

BOOST_AUTO_TEST_CASE(a_call_returns_what_the_tool_says_and_is_counted)
{
    publish("hello", say_hello);
    const auto said = ask("hello");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->json == R"({"hello":true})");
    const auto& s = calls.stats().at("hello");
    BOOST_TEST(s.calls == 1u);
    BOOST_TEST(s.in_flight == 0u);
    BOOST_TEST(s.buckets.front() == 1u);
    BOOST_TEST(logs.has(reel::log_level::debug, "Tool called"));
}

BOOST_AUTO_TEST_CASE(an_unknown_tool_is_unavailable_and_the_nearest_name_is_offered)
{
    publish("get_forecast", say_hello);
    const auto said = ask("get_forcast");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::unavailable));
    BOOST_TEST(said.error().message() == "there is no tool named 'get_forcast' (did you mean 'get_forecast'?)");
}

BOOST_AUTO_TEST_CASE(a_closed_tool_answers_what_it_was_closed_with)
{
    reel::bound_tool tool;
    tool.spec.name = "closed";
    BOOST_REQUIRE(tools.publish("weather", {tool}, reel::error{errc::unconfigured, "Weather is not configured"}));
    const auto said = ask("closed");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::unconfigured));
    BOOST_TEST(said.error().message() == "Weather is not configured");
    BOOST_TEST(calls.stats().at("closed").errors.at("unconfigured") == 1u);
}

BOOST_AUTO_TEST_CASE(an_admin_tool_refuses_others)
{
    publish("reset", say_hello, [](reel::tool_spec& s) { s.role = reel::role::admin; });
    call_options guest;
    guest.who.role = reel::role::any;
    BOOST_TEST((ask("reset", guest).error().kind() == errc::permission));
    BOOST_TEST(ask("reset").has_value());
}

BOOST_AUTO_TEST_CASE(tools_calling_tools_stop_at_the_depth_bound)
{
    publish("again", [this](const boost::json::value& args, reel::call_context& context) {
        call_options deeper;
        deeper.depth = context.depth() + 1;
        return calls.call("again", args, deeper);
    });
    const auto said = ask("again");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::not_ready)); // its own per-tool cap of 2 comes first
    call_options deep;
    deep.depth = 3;
    BOOST_TEST((ask("again", deep).error().kind() == errc::unavailable));
}

BOOST_AUTO_TEST_CASE(what_a_tool_throws_is_logged_and_not_told)
{
    publish("broken", [](const boost::json::value&, reel::call_context&) -> reel::awaitable<answer> {
        throw std::runtime_error{"the secret detail"};
        co_return answer{};
    });
    const auto said = ask("broken");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::internal));
    BOOST_TEST(said.error().message().find("secret") == std::string::npos);
    BOOST_TEST(logs.has(reel::log_level::error, "the secret detail"));
    BOOST_TEST(logs.has(reel::log_level::error, "plugin=instance_of_broken"));
}

BOOST_AUTO_TEST_CASE(a_call_past_its_deadline_is_cancelled_and_says_so)
{
    publish("slow", waiting(), [](reel::tool_spec& s) { s.deadline = 5s; });
    std::optional<answer> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("call", call_and_keep("slow", said));
    reel_test::settle(io);
    clock.advance(6s);
    reel_test::run(io, tasks.join());
    BOOST_REQUIRE(said);
    BOOST_REQUIRE(!*said);
    BOOST_TEST((said->error().kind() == errc::timeout));
    BOOST_TEST(said->error().message() == "'slow' did not answer within 5s");
    BOOST_TEST(ended_early == 1);
}

BOOST_AUTO_TEST_CASE(a_caller_that_is_cancelled_cancels_the_tool)
{
    publish("slow", waiting());
    std::optional<answer> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("call", call_and_keep("slow", said));
    reel_test::settle(io);
    BOOST_TEST(calls.in_flight().size() == 1u);
    tasks.cancel();
    reel_test::run(io, tasks.join());
    BOOST_TEST(!said.has_value());
    BOOST_TEST(ended_early == 1);
    BOOST_TEST(calls.in_flight().empty());
}

BOOST_AUTO_TEST_CASE(a_tool_that_ends_its_own_caller_is_waited_for)
{
    reel::task_group tasks{io.get_executor()};
    publish("rebel", [&](const boost::json::value& args, reel::call_context& context) {
        tasks.cancel();
        return wait_for_gate(args, context);
    });
    std::optional<answer> said;
    tasks.spawn("call", call_and_keep("rebel", said));
    reel_test::run(io, tasks.join());
    BOOST_TEST(!said.has_value());
    BOOST_TEST(ended_early == 1);
    BOOST_TEST(calls.in_flight().empty());
}

BOOST_AUTO_TEST_CASE(a_cancelled_caller_cancels_the_tools_its_tool_called)
{
    publish("inner", waiting());
    publish("outer", [this](const boost::json::value& args, reel::call_context& context) {
        call_options deeper;
        deeper.depth = context.depth() + 1;
        return calls.call("inner", args, deeper);
    });
    std::optional<answer> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("call", call_and_keep("outer", said));
    reel_test::settle(io);
    BOOST_TEST(calls.in_flight().size() == 2u);
    tasks.cancel();
    reel_test::run(io, tasks.join());
    BOOST_TEST(ended_early == 1);
    BOOST_TEST(calls.in_flight().empty());
}

BOOST_AUTO_TEST_CASE(too_many_calls_of_a_tool_are_told_to_come_back)
{
    publish("slow", waiting());
    publish("hello", say_hello);
    std::optional<answer> first, second, third;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("1", call_and_keep("slow", first));
    tasks.spawn("2", call_and_keep("slow", second));
    tasks.spawn("3", call_and_keep("slow", third));
    reel_test::settle(io);
    BOOST_REQUIRE(third);
    BOOST_TEST((third->error().kind() == errc::not_ready));
    BOOST_TEST(ask("hello").has_value());
    gate.set();
    reel_test::run(io, tasks.join());
    BOOST_TEST(first->has_value());
    BOOST_TEST(second->has_value());
}

BOOST_AUTO_TEST_CASE(draining_cancels_the_calls_of_one_instance_only)
{
    publish("slow", waiting());
    publish("other", waiting());
    std::optional<answer> slow, other;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("slow", call_and_keep("slow", slow));
    tasks.spawn("other", call_and_keep("other", other));
    reel_test::settle(io);
    reel_test::run(io, calls.drain("instance_of_slow"));
    BOOST_REQUIRE(slow);
    BOOST_TEST((slow->error().kind() == errc::cancelled));
    BOOST_TEST(!other.has_value());
    gate.set();
    reel_test::run(io, tasks.join());
    BOOST_TEST(other->has_value());
}

BOOST_AUTO_TEST_CASE(draining_with_grace_lets_calls_end_by_themselves_and_later_ones_go_on)
{
    publish("slow", waiting());
    std::optional<answer> before, after;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("before", call_and_keep("slow", before));
    reel_test::settle(io);
    tasks.spawn("drain", calls.drain("instance_of_slow", 1h));
    reel_test::settle(io);
    tasks.spawn("after", call_and_keep("slow", after));
    reel_test::settle(io);
    BOOST_TEST(tasks.size() == 3u);
    gate.set();
    reel_test::run(io, tasks.join());
    BOOST_TEST(before->has_value());
    BOOST_TEST(after->has_value());
    BOOST_TEST(ended_early == 0);
}

BOOST_AUTO_TEST_CASE(a_drain_cancels_when_its_grace_is_over)
{
    publish("slow", waiting());
    std::optional<answer> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("call", call_and_keep("slow", said));
    tasks.spawn("drain", calls.drain({}, 2s));
    reel_test::settle(io);
    clock.advance(3s);
    reel_test::run(io, tasks.join());
    BOOST_REQUIRE(said);
    BOOST_TEST((said->error().kind() == errc::cancelled));
}

BOOST_AUTO_TEST_CASE(a_closed_invoker_says_that_the_daemon_is_shutting_down)
{
    publish("hello", say_hello);
    calls.close();
    const auto said = ask("hello");
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().kind() == errc::cancelled));
    BOOST_TEST(said.error().message() == "the daemon is shutting down");
}

BOOST_AUTO_TEST_SUITE_END()
