// SPDX-License-Identifier: MIT
#include "core/app/talk.hpp"

#include "core/conversation/sqlite_store.hpp"

#include <utility>

namespace reeld::app
{

namespace
{

conversation::service_limits limits_of(const config::conversation_options& options)
{
    conversation::service_limits out;
    out.window_messages = options.window_messages;
    out.window_tokens = options.window_tokens;
    out.max_text = options.max_message;
    out.per_user.per_second = options.messages_per_minute / 60.0;
    return out;
}

/// That there is one, and how it reads, was checked with the configuration.
std::string persona_of(const config::conversation_options& options)
{
    if (!options.persona_file.empty())
        if (auto text = conversation::read_persona(options.persona_file))
            return std::move(*text);
    return std::string{conversation::default_persona()};
}

} // namespace

void check_persona(const reel::config_node& core, const config::conversation_options& options,
                   reel::config_problems& problems)
{
    if (options.persona_file.empty())
        return;
    const auto text = conversation::read_persona(options.persona_file);
    const auto* section = core.find("conversation");
    const auto* where = section ? section->find("persona_file") : nullptr;
    if (!text)
        problems.add(where ? where->where : reel::config_location{}, text.error().message());
}

void talk::apply(const config::conversation_options& options)
{
    prompts_.set_persona(persona_of(options));
}

talk::talk(dependencies deps, const config::settings& settings)
    : deps_{std::move(deps)},
      options_{settings.conversation},
      model_{settings.models, deps_.make_http, deps_.clock, deps_.log},
      runner_{make_runner(model_)},
      prompts_{deps_.clock, persona_of(options_), deps_.sections},
      gate_{deps_.executor}
{
    for (const auto& endpoint : settings.models)
    {
        auto client = std::make_unique<model::client>(std::vector{endpoint}, deps_.make_http, deps_.clock, deps_.log);
        auto runner = make_runner(*client);
        singles_.push_back({endpoint.name, std::move(client), std::move(runner)});
    }
}

talk::~talk() = default;

conversation::runner talk::make_runner(model::chat_model& model)
{
    conversation::engine_limits limits;
    limits.rounds = options_.max_rounds;
    limits.time = options_.turn_deadline;
    return conversation::runner{{model, deps_.tools, deps_.invoker, deps_.clock, limits}};
}

reel::result<void> talk::open(const std::filesystem::path& state_dir, http::router& routes)
{
    const conversation::store_limits kept{options_.window_messages / 2, options_.keep};
    auto memory = conversation::sqlite_store::open(state_dir / "conversations.sqlite", deps_.clock, deps_.log, kept);
    if (!memory)
        return memory.error();
    memory_ = std::move(*memory);
    auto& confirmations = deps_.invoker.confirmations();
    service_.emplace(conversation::service::dependencies{runner_, *memory_, confirmations, prompts_, deps_.clock,
                                                         deps_.executor, deps_.log, limits_of(options_)});
    conversations_.emplace(api::conversations::dependencies{deps_.executor, *service_, gate_, deps_.log, deps_.caller});
    std::vector<openai::named_model> models{{"reel", &runner_}};
    for (auto& one : singles_)
        models.push_back({one.name, &one.runner});
    openai_.emplace(openai::face::dependencies{deps_.executor, std::move(models), prompts_, gate_, confirmations,
                                               deps_.clock, deps_.log, deps_.caller,
                                               [this](std::string_view user) { return service_->admit(user); }});
    conversations_->add_routes(routes);
    openai_->add_routes(routes);
    return {};
}

reel::awaitable<void> talk::close(reel::duration grace)
{
    co_await gate_.close(deps_.clock, grace);
}

reel::awaitable<void> talk::stop()
{
    co_await gate_.ended();
    if (!service_)
        co_return;
    co_await conversations_->stop();
    co_await openai_->stop();
}

} // namespace reeld::app
