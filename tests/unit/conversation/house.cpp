// SPDX-License-Identifier: MIT
#include "tests/unit/conversation/house.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

namespace reel_test
{

namespace
{

model::reply reply_of(std::string text, std::string finish_reason)
{
    model::reply out;
    out.said.from = model::speaker::assistant;
    out.said.text = std::move(text);
    out.finish_reason = std::move(finish_reason);
    out.used = {100, 10};
    out.model = "scripted";
    return out;
}

struct film_args
{
    std::string title;
};
BOOST_DESCRIBE_STRUCT(film_args, (), (title))

struct film_answer
{
    std::string message;
};
BOOST_DESCRIBE_STRUCT(film_answer, (), (message))

struct no_args
{};
BOOST_DESCRIBE_STRUCT(no_args, (), ())

/// What the tools do. One for all houses of a test: `self` tells them apart.
struct provider
{
    house& self;

    reel::awaitable<reel::result<film_answer>> check(film_args args, reel::call_context&)
    {
        if (args.title == "Missing")
            co_return reel::error{reel::errc::connection, "The library cannot be reached"};
        co_return film_answer{args.title + " is in the library"};
    }
    reel::awaitable<reel::result<film_answer>> slow(no_args, reel::call_context&)
    {
        co_await self.gate.wait();
        co_return film_answer{"at last"};
    }
    reel::awaitable<reel::result<film_answer>> erase(film_args args, reel::call_context&)
    {
        if (self.deleting)
            self.deleting();
        self.deleted.push_back(args.title);
        co_return film_answer{args.title + " was deleted"};
    }
    reel::awaitable<reel::result<film_answer>> shred(film_args args, reel::call_context& call)
    {
        co_await self.gate.wait();
        co_return co_await erase(std::move(args), call);
    }
    reel::awaitable<reel::result<std::string>> preview(film_args args, reel::call_context&)
    {
        co_return "Delete " + args.title + "?";
    }
    reel::awaitable<reel::result<film_answer>> reset(no_args, reel::call_context&) { co_return film_answer{"reset"}; }
};

} // namespace

void scripted_model::says(std::string text)
{
    script_.push_back({reply_of(std::move(text), "stop")});
}

void scripted_model::calls(std::vector<std::pair<std::string, std::string>> wanted, std::string text,
                           std::string finish_reason)
{
    auto reply = reply_of(std::move(text), std::move(finish_reason));
    for (auto& [name, args] : wanted)
        reply.said.calls.push_back({"call_" + std::to_string(reply.said.calls.size() + 1), name, args});
    script_.push_back({std::move(reply)});
}

void scripted_model::fails(reel::errc kind, std::string message)
{
    script_.push_back({reel::error{kind, std::move(message)}});
}

void scripted_model::hangs()
{
    script_.push_back({reel::error{}, true});
}

reel::awaitable<reel::result<model::reply>> scripted_model::complete(const model::request& request,
                                                                     model::text_sink on_text)
{
    asked.push_back(request);
    if (before)
        before();
    if (script_.empty())
        co_return reel::error{reel::errc::internal, "the script is over; the model was asked once more"};
    auto next = std::move(script_.front());
    script_.pop_front();
    if (next.hang)
        co_await reel::event{io_.get_executor()}.wait();
    if (next.reply && on_text && !next.reply->said.text.empty())
    {
        const std::string_view text = next.reply->said.text;
        on_text(text.substr(0, text.size() / 2));
        on_text(text.substr(text.size() / 2));
    }
    co_return std::move(next.reply);
}

house::house(conversation::service_limits limits, std::filesystem::path file)
    : memory{conversation::sqlite_store::open(file.empty() ? dir.path() / "conversations.db" : file, clock, log)
                 .value()},
      runner{{llm, tools, invoker, clock, {}}},
      service{{runner, *memory, invoker.confirmations(), prompts, clock, io.get_executor(), log, limits}}
{
    publish_tools();
}

house::~house()
{
    run(io, invoker.drain());
}

void house::publish_tools()
{
    static std::deque<provider> providers;
    auto* const p = &providers.emplace_back(provider{*this});
    reel::tool_set all;
    all.push_back(reel::bind(reel::tool<film_args, film_answer>("check_film")
                                 .title("Look in the library")
                                 .describe("Whether a film is there.")
                                 .arg("title", "Title")
                                 .safe(),
                             p, &provider::check));
    all.push_back(reel::bind(reel::tool<no_args, film_answer>("slow").describe("Waits.").deadline(10min).safe(), p,
                             &provider::slow));
    all.push_back(reel::bind(reel::tool<film_args, film_answer>("delete_film")
                                 .describe("Deletes a film.")
                                 .arg("title", "Title")
                                 .destructive()
                                 .consequence("The file is gone for good."),
                             p, &provider::erase, &provider::preview));
    all.push_back(reel::bind(reel::tool<film_args, film_answer>("shred_film")
                                 .describe("Deletes a film, slowly.")
                                 .arg("title", "Title")
                                 .destructive(),
                             p, &provider::shred));
    all.push_back(reel::bind(reel::tool<no_args, film_answer>("reset").describe("Resets.").admin_only().safe(), p,
                             &provider::reset));
    BOOST_REQUIRE(tools.publish("films", std::move(all)));
    reel::bound_tool closed;
    closed.spec.name = "get_forecast";
    BOOST_REQUIRE(
        tools.publish("weather", {closed}, reel::error{reel::errc::unconfigured, "Weather is not configured"}));
}

reel::awaitable<void> house::say_and_keep(std::string text, std::string id, std::optional<outcome>& into)
{
    into = co_await service.say({who, where, std::move(text), std::move(id), {}});
}

house::outcome house::say(std::string text, std::string id, conversation::listener* watching)
{
    return run(io, service.say({who, where, std::move(text), std::move(id), {}}, watching));
}

house::outcome house::decide(std::string token, bool yes)
{
    return run(io, service.decide({who, std::move(token), yes, {}}));
}

} // namespace reel_test
