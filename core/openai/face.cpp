// SPDX-License-Identifier: MIT
#include "core/openai/face.hpp"

#include "core/confirm/token.hpp"
#include "core/http/live_answer.hpp"
#include "core/http/retry_after.hpp"

#include <reel/log_failures.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace reeld::openai
{

using conversation::run_request;
using http::request;
using http::response;
using model::speaker;

namespace
{

response failed(const failed_answer& why)
{
    return response::json(why.body, why.status);
}

response failed(const reel::error& e)
{
    const auto why = describe(e);
    auto out = http::with_retry_after(failed(why), e);
    if (why.for_good) // or clients ask twice more, whatever it is
        out.headers.emplace_back("x-should-retry", "false");
    return out;
}

/// Which of the caller's conversations it is, as far as that can be told.
std::string place_of(const std::vector<model::message>& messages)
{
    const auto first = std::ranges::find(messages, speaker::user, &model::message::from);
    return "v1:" + std::to_string(first == messages.end() ? 0 : std::hash<std::string>{}(first->text));
}

/// What the assistant last said to the person; "" when that is nothing.
std::string_view last_said(const std::vector<model::message>& messages)
{
    const auto to_person = [](const model::message& m) { return m.from == speaker::assistant && m.calls.empty(); };
    const auto found = std::find_if(messages.rbegin(), messages.rend(), to_person);
    return found == messages.rend() ? std::string_view{} : found->text;
}

class teller final : public conversation::listener
{
public:
    teller(http::event_stream& to, chunks& as) : to_{to}, as_{as} {}
    void text(std::string_view piece) override { to_.send(as_.text(piece)); }

private:
    http::event_stream& to_;
    chunks& as_;
};

} // namespace

face::face(dependencies deps)
    : deps_{std::move(deps)}, started_{seconds()}, tasks_{deps_.executor, reel::log_failures(deps_.log)}
{
    for (const auto& one : deps_.models)
        if (std::ranges::find(names_, one.name) == names_.end())
            names_.push_back(one.name);
}

void face::add_routes(http::router& routes)
{
    routes.add({"POST", "/v1/chat/completions", [this](request& req) { return complete(req); }, true});
    routes.add({"GET", "/v1/models", [this](request&) -> reel::awaitable<response> { co_return list(); }});
    routes.add({"GET", "/v1/models/{name...}",
                [this](request& req) -> reel::awaitable<response> { co_return describe_model(req.captures.front()); }});
}

void face::finish(const request& req, response& answer)
{
    if (answer.status < 400 || !req.path.starts_with("/v1/"))
        return;
    if (auto body = in_openais_form(answer.status, answer.body); !body.empty())
        answer.body = std::move(body);
}

reel::awaitable<void> face::stop()
{
    tasks_.cancel();
    co_await tasks_.join();
}

std::int64_t face::seconds() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(deps_.clock.now().time_since_epoch()).count();
}

conversation::runner* face::find(std::string_view name) const
{
    if (name.empty())
        return deps_.models.front().runs;
    const auto found = std::ranges::find(deps_.models, name, &named_model::name);
    return found == deps_.models.end() ? nullptr : found->runs;
}

response face::list() const
{
    return response::json(models_json(names_, started_));
}

response face::describe_model(std::string_view name) const
{
    return find(name) ? response::json(model_json(name, started_)) : failed(no_such_model(name, names_));
}

run_request face::prepare(reel::caller who, chat_request asked)
{
    run_request out;
    out.place = place_of(asked.messages);
    // A "yes" must be to what was shown here: a question that this conversation does not end with was asked in another.
    if (const auto said = last_said(asked.messages); !said.empty())
        out.waits = deps_.confirmations.waiting_for(who.name, *out.place, said);
    out.may_decide = asked.messages.back().from == speaker::user;

    auto prompt = deps_.prompts.prompt(who, {});
    if (!asked.instructions.empty())
        prompt += "\n\n## What the program asks for through which the user talks\n\n" + asked.instructions;
    const auto words =
        std::ranges::find(asked.messages.rbegin(), asked.messages.rend(), speaker::user, &model::message::from);
    if (words != asked.messages.rend())
        out.history = static_cast<std::size_t>(std::distance(words, asked.messages.rend())) - 1;
    out.messages.reserve(asked.messages.size() + 1);
    out.messages.push_back({speaker::system, std::move(prompt), {}, {}});
    std::ranges::move(asked.messages, std::back_inserter(out.messages));
    out.client_tools = std::move(asked.tools);
    out.more = std::move(asked.more);
    out.who = std::move(who);
    return out;
}

reel::awaitable<response> face::complete(request& req)
{
    auto asked = read_request(req.body);
    if (!asked)
        co_return failed(asked.error());
    auto* runs = find(asked->model);
    if (!runs)
        co_return failed(no_such_model(asked->model, names_));
    if (const auto admitted = co_await deps_.admit(deps_.caller(req).name); !admitted)
        co_return failed(admitted.error());
    heading head{"chatcmpl-" + confirm::random_token(), seconds(), asked->model.empty() ? "reel" : asked->model};
    const bool streams = asked->stream;
    const bool include_usage = asked->include_usage;
    auto run = prepare(deps_.caller(req), std::move(*asked));
    run.request_id = head.id;
    if (streams)
        co_return co_await stream(*runs, std::move(run), chunks{std::move(head), include_usage});
    const auto said = co_await deps_.gate.pass(runs->run(std::move(run)));
    co_return said ? response::json(completion_json(head, *said)) : failed(said.error());
}

reel::awaitable<response> face::stream(conversation::runner& by, run_request asked, chunks into)
{
    http::event_work work = [this, &by, asked = std::move(asked),
                             into = std::move(into)](http::event_stream& to) mutable -> reel::awaitable<response> {
        teller tell{to, into};
        asked.watching = &tell;
        const auto said = co_await deps_.gate.pass(by.run(std::move(asked)));
        if (!said && !to.begun())
            co_return failed(said.error());
        to.send(said ? into.end(*said) : chunks::broken(said.error()));
        co_return response{};
    };
    co_return co_await http::answer_live(tasks_, "a chat completion", std::move(work));
}

} // namespace reeld::openai
