// SPDX-License-Identifier: MIT
#include "core/conversation/window.hpp"

#include <boost/json/serialize.hpp>

#include <iterator>
#include <utility>

namespace reeld::conversation
{

namespace
{

constexpr std::size_t bytes_per_token = 4;
constexpr std::size_t per_message = 4;

std::vector<model::message> messages_of(turn&& t)
{
    std::vector<model::message> out;
    out.reserve(t.steps.size() + 2);
    out.push_back({model::speaker::user, std::move(t.text), {}, {}});
    std::move(t.steps.begin(), t.steps.end(), std::back_inserter(out));
    out.push_back({model::speaker::assistant, std::move(t.answer), {}, {}});
    return out;
}

std::size_t tokens_of(const std::vector<model::message>& said)
{
    std::size_t out = 0;
    for (const auto& one : said)
        out += estimate_tokens(one);
    return out;
}

} // namespace

std::size_t estimate_tokens(const model::message& said)
{
    std::size_t bytes = said.text.size();
    for (const auto& call : said.calls)
        bytes += call.name.size() + call.arguments.size();
    if (!said.extra.empty())
        bytes += boost::json::serialize(said.extra).size();
    return bytes / bytes_per_token + per_message * (1 + said.calls.size());
}

std::vector<model::message> window(std::vector<turn> turns, std::size_t max_tokens)
{
    std::vector<std::vector<model::message>> kept; // newest first
    std::size_t used = 0;
    for (auto t = turns.rbegin(); t != turns.rend(); ++t)
    {
        auto said = messages_of(std::move(*t));
        if (used + tokens_of(said) > max_tokens)
            said.erase(said.begin() + 1, said.end() - 1);
        used += tokens_of(said);
        if (used > max_tokens)
            break;
        kept.push_back(std::move(said));
    }
    std::vector<model::message> out;
    for (auto said = kept.rbegin(); said != kept.rend(); ++said)
        std::move(said->begin(), said->end(), std::back_inserter(out));
    return out;
}

} // namespace reeld::conversation
