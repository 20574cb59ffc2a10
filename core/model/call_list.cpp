// SPDX-License-Identifier: MIT
#include "core/model/call_list.hpp"

#include "core/model/extras.hpp"
#include "core/model/wire.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <random>
#include <set>

namespace reeld::model
{

namespace json = boost::json;

namespace
{

std::string text_of(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

/// A string, as it should be; or, from some servers, the object itself.
std::string arguments_of(const json::object& function)
{
    const auto* value = function.if_contains("arguments");
    if (!value || value->is_null())
        return {};
    return value->is_string() ? std::string{value->get_string()} : json::serialize(*value);
}

/// Nine letters and digits, which is what Mistral's models insist on.
std::string make_id()
{
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    thread_local std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<std::size_t> any{0, alphabet.size() - 1};
    std::string out(9, ' ');
    for (char& c : out)
        c = alphabet[any(random)];
    return out;
}

} // namespace

/// The call that a piece belongs to, if it is one of those begun. An id that is known decides (LocalAI repeats a call at
/// several indices), then the index, without which it is the last.
call_list::entry* call_list::find(const std::string& id, std::optional<std::int64_t> index)
{
    if (!id.empty())
        for (auto& e : calls_)
            if (e.call.id == id)
                return &e;
    for (auto e = calls_.rbegin(); e != calls_.rend(); ++e)
        if (!index || e->index == index)
            return &*e;
    return nullptr;
}

void call_list::add(const json::object& piece)
{
    const auto* number = piece.if_contains("index");
    const auto index =
        number && number->is_int64() ? std::optional{number->get_int64()} : std::optional<std::int64_t>{};
    const auto* function = piece.if_contains("function");
    const auto& said = function && function->is_object() ? function->get_object() : piece;
    auto id = text_of(piece, "id");
    auto name = text_of(said, "name");
    auto arguments = arguments_of(said);
    size_ += name.size() + arguments.size();

    auto* at = find(id, index);
    // Some say index 0, or none, for every call (ollama#15457, gemini), some make up another id for every piece (vLLM),
    // some repeat the name with it: a call is another one if it is named, and is not the one that is being written.
    const bool other = at && !name.empty() && (id.empty() || at->call.id != id) &&
                       ((!id.empty() && !at->call.id.empty()) || (!at->call.name.empty() && name != at->call.name) ||
                        (!arguments.empty() && is_object(at->call.arguments)));
    if (!at || other)
        at = &calls_.emplace_back(entry{index, {}});
    if (at->call.id.empty())
        at->call.id = std::move(id);
    if (at->call.name.empty())
        at->call.name = std::move(name);
    at->call.arguments += arguments;
    add_call_extras(at->call.extra, piece);
}

std::vector<tool_call> call_list::take()
{
    std::vector<tool_call> out;
    std::set<std::string, std::less<>> ids;
    for (auto& e : calls_)
    {
        if (e.call.name.empty())
            continue;
        while (e.call.id.empty() || !ids.insert(e.call.id).second)
            e.call.id = make_id();
        out.push_back(std::move(e.call));
    }
    calls_.clear();
    return out;
}

} // namespace reeld::model
