// SPDX-License-Identifier: MIT
// The conversation, put together: the models, the memory, the turns, and their faces over HTTP. Loop thread only. What
// `dependencies` names outlives it; it outlives the HTTP server and the plugins.
#pragma once

#include "core/api/conversations.hpp"
#include "core/config/settings.hpp"
#include "core/conversation/gate.hpp"
#include "core/conversation/service.hpp"
#include "core/http/router.hpp"
#include "core/model/client.hpp"
#include "core/openai/face.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reeld::app
{

/// Whether the owner's file with the persona can be read.
void check_persona(const reel::config_node& core, const config::conversation_options& options,
                   reel::config_problems& problems);

class talk
{
public:
    struct dependencies
    {
        asio::any_io_executor executor;
        tool::registry& tools;
        tool::invoker& invoker;
        reel::clock& clock;
        reel::logger log;
        model::client::http_maker make_http;
        conversation::prompter::section_list sections; ///< the plugins', for the model
        std::function<reel::caller(const http::request&)> caller;
    };

    talk(dependencies deps, const config::settings& settings);
    ~talk();

    /// Opens the memory in `state_dir` and adds the routes. Until then nothing else may be called.
    reel::result<void> open(const std::filesystem::path& state_dir, http::router& routes);

    /// What of the options can change while it runs: the persona, which is read anew.
    void apply(const config::conversation_options& options);

    conversation::service& service() { return *service_; }
    conversation::gate& gate() { return gate_; }

    /// No turn begins any more; those under way may go on for `grace`, and are cancelled then.
    reel::awaitable<void> close(reel::duration grace);
    /// Completes when all have ended. A confirmed action ends with the tools, so they are drained in between.
    reel::awaitable<void> stop();

private:
    /// One of the models by itself, for clients that ask for it by its name.
    struct single
    {
        std::string name;
        std::unique_ptr<model::client> model;
        conversation::runner runner;
    };
    conversation::runner make_runner(model::chat_model& model);

    dependencies deps_;
    config::conversation_options options_;
    model::client model_;
    conversation::runner runner_;
    std::vector<single> singles_;
    conversation::prompter prompts_;
    conversation::gate gate_;
    std::unique_ptr<conversation::store> memory_;
    std::optional<conversation::service> service_;
    std::optional<api::conversations> conversations_;
    std::optional<openai::face> openai_;
};

} // namespace reeld::app
