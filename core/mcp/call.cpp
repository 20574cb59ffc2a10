// SPDX-License-Identifier: MIT
#include "core/mcp/call.hpp"

#include "core/confirm/argument.hpp"
#include "core/mcp/questions.hpp"

#include <utility>

namespace reeld::mcp
{

namespace
{

using said = reel::result<reel::tool_result>;

/// The name of our question among a result's inputRequests, and of its answer among the inputResponses.
constexpr std::string_view question_name = "confirm";

rpc_error bad_params(std::string sentence)
{
    return {code::invalid_params, std::move(sentence), {}};
}

/// A modern client says it in each request, or wants none; a legacy one said it before, or gets what matters.
std::optional<reel::log_level> wanted_log_level(const service& s, const exchange& x)
{
    if (x.era == era::modern)
        return level_of(string_member(object_member(x.message.params, "_meta"), meta::log_level));
    const auto told = s.log_levels.find(x.who.name);
    return told == s.log_levels.end() ? reel::log_level::info : told->second;
}

tool::call_options options_of(exchange& x)
{
    tool::call_options out;
    out.who = x.who;
    out.request_id = x.message.id;
    out.channel = &x;
    out.place = "mcp"; // a "yes" elsewhere means something else
    return out;
}

void write(result_writer& result, const said& outcome)
{
    if (outcome)
        return write_result(result, *outcome);
    write_failure(result, outcome.error());
    result.meta("reeld/error", describe_failure(outcome.error()));
}

// ---- destructive tools -----------------------------------------------------------------------------------------------

reel::elicit_request question_of(const confirm::pending& asked)
{
    // An empty form: its button to accept is the yes.
    return {asked.preview, {{"type", "object"}, {"properties", boost::json::object{}}}};
}

/// Modern: the client asks its person, and calls again with the answer and the state.
void write_question(result_writer& result, const confirm::pending& asked)
{
    result.type = "input_required";
    object_writer requests{result.key("inputRequests")};
    object_writer request{requests.key(question_name)};
    request.raw("method", "\"elicitation/create\"");
    request.raw("params", elicitation_params(question_of(asked)));
    request.end();
    requests.end();
    result.text("requestState", asked.token);
}

/// For a client without forms: its model has to ask.
reel::error with_token(const confirm::pending& asked)
{
    return {reel::errc::unconfirmed,
            asked.preview +
                "\n\nNothing was done yet. Show this to your user and wait for a clear yes. Only then call " +
                asked.tool + " again with the same arguments and \"confirm\": \"" + asked.token +
                "\", within 5 minutes. Never confirm on your own."};
}

/// What a modern client brings back from its person, if it does.
std::optional<reel::elicit_answer> brought_answer(const exchange& x)
{
    const auto* responses = object_member(x.message.params, "inputResponses");
    return x.era == era::modern ? read_elicitation(object_member(responses, question_name)) : std::nullopt;
}

bool accepts(const reel::elicit_answer& answer)
{
    return answer.what == reel::elicit_answer::action::accept;
}

/// One destructive call, from its arguments to its result. Lives in the frame of tools_call.
class destructive_call
{
public:
    destructive_call(service& s, exchange& x, const reel::tool_spec& spec, const boost::json::value& arguments)
        : service_{s}, x_{x}, spec_{spec}, arguments_(arguments, boost::json::storage_ptr{})
    {
        if (auto* object = arguments_.if_object())
            token_ = confirm::take_confirm(spec, *object);
    }

    reel::awaitable<void> run(result_writer& result)
    {
        if (const auto answer = brought_answer(x_))
        {
            const auto state = string_member(x_.message.params, "requestState");
            if (!accepts(*answer))
                co_return write(result, decline(state));
            token_ = state.empty() ? "?" : state; // an answer to no question of ours
        }
        confirm::pending asked;
        auto outcome = co_await call(token_, &asked);
        if (asked.token.empty())
            co_return write(result, outcome);
        if (x_.era == era::modern && x_.elicits)
            co_return write_question(result, asked);
        outcome = with_token(asked);
        if (x_.elicits)
            outcome = co_await ask(asked);
        write(result, outcome);
    }

private:
    reel::awaitable<said> call(std::string token, confirm::pending* proposal)
    {
        auto options = options_of(x_);
        options.confirmation = std::move(token);
        options.proposal = proposal;
        co_return co_await service_.deps.invoker.call(spec_.name, arguments_, std::move(options));
    }

    /// Legacy: asks while the request is under way.
    reel::awaitable<said> ask(const confirm::pending& asked)
    {
        const auto answer = co_await x_.elicit(question_of(asked));
        if (answer && accepts(*answer))
            co_return co_await call(asked.token, nullptr);
        if (!answer && answer.error().kind() == reel::errc::unavailable)
            co_return with_token(asked);
        auto refused = decline(asked.token);
        co_return answer ? refused : said{answer.error()};
    }

    said decline(std::string_view token)
    {
        service_.deps.invoker.confirmations().cancel(token, x_.who);
        return reel::error{reel::errc::unconfirmed, "The user said no. Nothing was done."};
    }

    service& service_;
    exchange& x_;
    const reel::tool_spec& spec_;
    boost::json::value arguments_; // ours: `confirm` is taken out
    std::string token_;
};

} // namespace

reel::awaitable<std::optional<rpc_error>> tools_call(service& s, exchange& x, result_writer& result)
{
    static const boost::json::value no_arguments(boost::json::object_kind);
    const auto name = string_member(x.message.params, "name");
    if (name.empty())
        co_return bad_params("\"name\" of the tool is missing");
    const auto tool = s.deps.tools.find(name);
    if (!tool)
        co_return bad_params("unknown tool: " + std::string{name.substr(0, 128)});
    const auto* given = x.message.params->if_contains("arguments");
    const auto& arguments = given ? *given : no_arguments;

    x.log_level = wanted_log_level(s, x);
    if (tool->tool.spec.tier == reel::tier::safe)
        write(result, co_await s.deps.invoker.call(name, arguments, options_of(x)));
    else
    {
        destructive_call call{s, x, tool->tool.spec, arguments};
        co_await call.run(result);
    }
    co_return std::nullopt;
}

} // namespace reeld::mcp
