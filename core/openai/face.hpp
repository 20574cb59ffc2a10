// SPDX-License-Identifier: MIT
// The conversation as a model for programs that know OpenAI's: POST /v1/chat/completions and GET /v1/models. The client
// remembers, we do not; our tools are called on our side, a client's own are handed back to it. Loop thread only. Everything in
// `dependencies` outlives the face; the face outlives the HTTP server that serves its routes.
//
// A destructive tool through here: its preview is the answer. When the client comes back with that answer and a "yes" after it,
// the tool runs; anything else is about something else. A conversation is told by how it begins.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/conversation/gate.hpp"
#include "core/conversation/prompt.hpp"
#include "core/conversation/run.hpp"
#include "core/http/router.hpp"
#include "core/openai/codec.hpp"

#include <reel/asio.hpp>
#include <reel/call_context.hpp>
#include <reel/clock.hpp>
#include <reel/log.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::openai
{

struct named_model
{
    std::string name;
    conversation::runner* runs = nullptr;
};

class face
{
public:
    struct dependencies
    {
        asio::any_io_executor executor;
        std::vector<named_model> models; ///< the first for clients that name none; of one name, the first counts
        const conversation::prompter& prompts;
        conversation::gate& gate;
        confirm::ledger& confirmations;
        reel::clock& clock;
        reel::logger log;
        /// Who sent a request, once access was granted.
        std::function<reel::caller(const http::request&)> caller;
        /// Counts a message of somebody's; an error when there were too many.
        std::function<reel::awaitable<reel::result<void>>(std::string_view user)> admit;
    };

    explicit face(dependencies deps);

    void add_routes(http::router& routes);
    /// A finisher of the HTTP server: who asks below /v1 reads errors in OpenAI's form, whoever refused.
    static void finish(const http::request& req, http::response& answer);
    /// Ends the answers under way; after this nothing of it runs.
    reel::awaitable<void> stop();

private:
    reel::awaitable<http::response> complete(http::request& req);
    reel::awaitable<http::response> stream(conversation::runner& by, conversation::run_request asked, chunks into);
    conversation::run_request prepare(reel::caller who, chat_request asked);
    conversation::runner* find(std::string_view name) const;
    http::response list() const;
    http::response describe_model(std::string_view name) const;
    std::int64_t seconds() const;

    dependencies deps_;
    std::vector<std::string_view> names_;
    std::int64_t started_;
    reel::task_group tasks_;
};

} // namespace reeld::openai
