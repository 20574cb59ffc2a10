// SPDX-License-Identifier: MIT
#include "core/config/models.hpp"

#include <reel/option.hpp>

#include <utility>

namespace reeld::config
{

namespace
{

using std::chrono_literals::operator""s;

reel::options<model_endpoint> endpoint_options()
{
    return reel::options<model_endpoint>()
        .add("name", &model_endpoint::name, "What logs call it.")
        .add("url", &model_endpoint::url, "Its address, up to and with /v1.")
        .add("model", &model_endpoint::model, "The model, as the server calls it.")
        .needed_to_run()
        .add("key", &model_endpoint::key, "Its API key, if it wants one.")
        .add("deadline", &model_endpoint::deadline, "How long an answer may take in all, repeating included.")
        .at_least(1s)
        .add("idle_timeout", &model_endpoint::idle_timeout, "How long it may fall silent in the middle of an answer.")
        .at_least(1s)
        .add("stream", &model_endpoint::stream, "Show the answer while it is written.");
}

/// The same three variables as OpenAI's own clients read.
std::vector<model_endpoint> from_environment(const reel::config_environment& env, reel::config_problems& problems)
{
    const auto model = env("OPENAI_MODEL");
    if (!model)
        return {};
    const auto table = reel::options<model_endpoint>()
                           .add("url", &model_endpoint::url, "")
                           .env("OPENAI_BASE_URL")
                           .add("key", &model_endpoint::key, "")
                           .env("OPENAI_API_KEY")
                           .table();
    model_endpoint out;
    out.name = out.model = *model;
    table.read(out, {}, env, problems);
    return {std::move(out)};
}

} // namespace

std::vector<model_endpoint> read_models(const reel::config_node& core, const reel::config_environment& env,
                                        reel::config_problems& problems)
{
    const auto* list = core.find("models");
    if (!list)
        return from_environment(env, problems);
    const auto table = endpoint_options();
    std::vector<model_endpoint> out;
    for (const auto& item : list->items)
    {
        model_endpoint entry;
        for (const auto& name : table.read(entry, item, {}, problems))
            if (const auto* value = item.find(name); !value || value->text.empty())
                problems.add(item.where, "a model needs '" + name + "'");
        if (entry.name.empty())
            entry.name = entry.model;
        out.push_back(std::move(entry));
    }
    return out;
}

} // namespace reeld::config
