// SPDX-License-Identifier: MIT
// OpenAI's chat completions as a server reads and writes them
// (https://platform.openai.com/docs/api-reference/chat/create). Pure; any thread.
#pragma once

#include "core/conversation/run.hpp"
#include "core/model/chat.hpp"

#include <reel/error.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::openai
{

struct chat_request
{
    std::string model;
    std::string instructions; ///< the system messages that it begins with
    std::vector<model::message> messages;
    std::vector<model::tool_offer> tools; ///< the client's own
    boost::json::object more;             ///< what is passed on to the model as it is
    bool stream = false;
    bool include_usage = false; ///< at the end of a stream
};

/// Errors are `bad_argument`, with a pointer to what is wrong. What we cannot do is refused where it would change the answer
/// (several choices, pictures), and left out otherwise.
reel::result<chat_request> read_request(std::string_view body);

/// What all pieces of one answer begin with.
struct heading
{
    std::string id;
    std::int64_t created = 0; ///< seconds since 1970
    std::string model;        ///< as the client called it
};

std::string completion_json(const heading& head, const conversation::run_result& said);

/// The answer as the events of a stream, one after the other.
class chunks
{
public:
    chunks(heading head, bool include_usage);

    std::string text(std::string_view piece);
    /// Calls for the client, why it ended, the usage, and [DONE].
    std::string end(const conversation::run_result& said);
    /// In place of the rest.
    static std::string broken(const reel::error& failure);

private:
    std::string opening(); ///< whose turn it is, before the first piece
    std::string chunk(std::string_view choices, std::string_view usage = {}) const;

    std::string beginning_; ///< of each chunk
    bool include_usage_;
    bool opened_ = false;
};

struct failed_answer
{
    int status = 500;
    std::string body;      ///< {"error":{"message","type","param","code"}}
    bool for_good = false; ///< asking again would not help
};
failed_answer describe(const reel::error& failure);
/// What was said elsewhere of a failure with that status: {"error":"a sentence"}. "" when `body` is something else.
std::string in_openais_form(int status, std::string_view body);
failed_answer no_such_model(std::string_view name, const std::vector<std::string_view>& known);

std::string models_json(const std::vector<std::string_view>& names, std::int64_t created);
std::string model_json(std::string_view name, std::int64_t created);

} // namespace reeld::openai
