// SPDX-License-Identifier: MIT
// What an assistant may ask: a tool is a name, words that tell a model when to use it, and two described structs.
//
//     inline auto forecast_tool()
//     {
//         return reel::tool<forecast_args, forecast_answer>("get_forecast")
//             .title("Weather forecast")
//             .describe("Forecast for a place. Use when someone asks whether to go out or stay in and watch
//             something.") .arg("place", "Town or region, as a person would write it") .arg("days", "How many days
//             ahead (default 3)", reel::between(1, 14)) .safe();
//     }
//
//     reel::tool_set tools() override { return {reel::bind(forecast_tool(), this, &provider::forecast)}; }
//
// where  awaitable<reel::result<forecast_answer>> forecast(forecast_args args, reel::call_context& call);
#pragma once

#include <reel/asio.hpp>
#include <reel/call_context.hpp>
#include <reel/described.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace reel
{

enum class tier : std::uint8_t
{
    safe,       ///< reads only
    destructive ///< changes something; never runs from a model's word alone
};

/// What is known of a tool without calling it.
struct tool_spec
{
    std::string name; ///< [a-z0-9_]{1,64}, unique in the daemon
    std::string title;
    std::string description;
    boost::json::object input_schema;  ///< JSON Schema, type object
    boost::json::object output_schema; ///< JSON Schema, type object
    reel::tier tier = reel::tier::safe;
    reel::role role = reel::role::any;
    duration deadline = 30s;
    bool idempotent = true;
    bool open_world = false; ///< asks something outside of this house while it runs
    std::string consequence; ///< of a destructive tool, for the person who confirms: "The file is gone for good."
};

/// A block of an answer besides its structured part, as MCP knows them. Binary `data` is base64.
struct content_block
{
    enum class kind : std::uint8_t
    {
        text,
        image,
        audio,
        resource_link,
        resource
    };
    kind type = kind::text;
    std::string text;
    std::string data;
    std::string mime_type;
    std::string uri;
    std::string name;
};

/// An answer: one JSON object as text (faces embed it without parsing it again), and optional further blocks.
struct tool_result
{
    std::string json; ///< an object, valid JSON
    std::vector<content_block> content;
};

/// A tool with the code behind it. Decodes its own arguments: a wrong one is `bad_argument` with a JSON pointer.
struct bound_tool
{
    tool_spec spec;
    std::function<awaitable<result<tool_result>>(const boost::json::value& args, call_context& call)> call;
    /// Of a destructive tool: what a call would do, as a question to a person ("" for a sentence made of the title and
    /// the arguments), or the error that the call would end with. Changes nothing. May be empty.
    std::function<awaitable<result<std::string>>(const boost::json::value& args, call_context& call)> preview{};
};

using tool_set = std::vector<bound_tool>;

/// A bound on an argument: numbers by value, text and lists by length.
struct bounds
{
    std::int64_t low;
    std::int64_t high;
};
inline bounds between(std::int64_t low, std::int64_t high)
{
    return {low, high};
}

namespace detail
{

struct argument_rule
{
    std::string name;
    std::string type; ///< in JSON Schema
    bounds limit;
};

/// Adds the words (and bounds) about an argument to an object schema, and returns what check_bounds() must know of it;
/// throws std::logic_error for a name the schema has not.
REEL_API argument_rule describe_argument(boost::json::object& schema, std::string_view name, std::string_view help,
                                         const bounds* limit);
REEL_API result<void> check_bounds(const boost::json::value& args, const std::vector<argument_rule>& rules);

template <class Args>
result<Args> read_arguments(const boost::json::value& json, const std::vector<argument_rule>& rules)
{
    if (auto within = check_bounds(json, rules); !within)
        return within.error();
    return decode<Args>(json);
}

} // namespace detail

/// Declares a tool; see the top of the file.
template <class Args, class Answer>
class tool
{
public:
    using args_type = Args;
    using answer_type = Answer;

    explicit tool(std::string name)
    {
        spec_.name = std::move(name);
        spec_.input_schema = schema_of<Args>();
        spec_.output_schema = schema_of<Answer>();
    }

    tool&& title(std::string text) &&
    {
        spec_.title = std::move(text);
        return std::move(*this);
    }
    /// For the model: what it does, and when to use it.
    tool&& describe(std::string text) &&
    {
        spec_.description = std::move(text);
        return std::move(*this);
    }
    /// `name` as in JSON.
    tool&& arg(std::string_view name, std::string_view help) &&
    {
        detail::describe_argument(spec_.input_schema, name, help, nullptr);
        return std::move(*this);
    }
    tool&& arg(std::string_view name, std::string_view help, bounds limit) &&
    {
        rules_.push_back(detail::describe_argument(spec_.input_schema, name, help, &limit));
        return std::move(*this);
    }
    tool&& safe() &&
    {
        spec_.tier = tier::safe;
        return std::move(*this);
    }
    tool&& destructive() &&
    {
        spec_.tier = tier::destructive;
        spec_.idempotent = false;
        return std::move(*this);
    }
    /// What cannot be taken back, in a sentence that stands at the end of the question to the person who confirms.
    tool&& consequence(std::string text) &&
    {
        spec_.consequence = std::move(text);
        return std::move(*this);
    }
    tool&& admin_only() &&
    {
        spec_.role = role::admin;
        return std::move(*this);
    }
    tool&& asks_upstream() &&
    {
        spec_.open_world = true;
        return std::move(*this);
    }
    tool&& deadline(duration length) &&
    {
        spec_.deadline = length;
        return std::move(*this);
    }

    const tool_spec& spec() const noexcept { return spec_; }
    const std::vector<detail::argument_rule>& rules() const noexcept { return rules_; }

private:
    tool_spec spec_;
    std::vector<detail::argument_rule> rules_;
};

/// Joins a declaration and the member function that answers it. `self` must outlive every call.
template <class Args, class Answer, class Provider>
bound_tool bind(tool<Args, Answer> declared, Provider* self,
                awaitable<result<Answer>> (Provider::*answer)(Args args, call_context& call))
{
    auto call = [self, answer, rules = declared.rules()](const boost::json::value& json,
                                                         call_context& context) -> awaitable<result<tool_result>> {
        auto args = detail::read_arguments<Args>(json, rules);
        if (!args)
            co_return args.error();
        result<Answer> said = co_await (self->*answer)(std::move(*args), context);
        if (!said)
            co_return std::move(said).error();
        tool_result out;
        write_json(out.json, *said);
        co_return out;
    };
    auto preview = [rules = declared.rules()](const boost::json::value& json,
                                              call_context&) -> awaitable<result<std::string>> {
        if (auto args = detail::read_arguments<Args>(json, rules); !args)
            co_return args.error();
        co_return std::string{};
    };
    return {declared.spec(), std::move(call), std::move(preview)};
}

/// The same for a destructive tool that says in its own words what a call would do: `preview` looks, changes nothing, and
/// asks ("Delete Dune (2021) from Films?"), or fails as the call would ("There is no such film").
template <class Args, class Answer, class Provider>
bound_tool bind(tool<Args, Answer> declared, Provider* self,
                awaitable<result<Answer>> (Provider::*answer)(Args args, call_context& call),
                awaitable<result<std::string>> (Provider::*preview)(Args args, call_context& call))
{
    auto ask = [self, preview, rules = declared.rules()](const boost::json::value& json,
                                                         call_context& context) -> awaitable<result<std::string>> {
        auto args = detail::read_arguments<Args>(json, rules);
        if (!args)
            co_return args.error();
        co_return co_await (self->*preview)(std::move(*args), context);
    };
    auto out = bind(std::move(declared), self, answer);
    out.preview = std::move(ask);
    return out;
}

} // namespace reel
