// SPDX-License-Identifier: MIT
// The tools that a turn calls. Loop thread only.
#pragma once

#include "core/conversation/engine.hpp"
#include "core/conversation/listener.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/asio.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reeld::conversation
{

/// The questions to the person that came up in a turn. What was not put to the person when the turn ends, however it ends, is
/// withdrawn: a word that comes later must not decide what nobody has read.
class questions
{
public:
    explicit questions(confirm::ledger& in) : in_{in} {}
    questions(const questions&) = delete;
    questions& operator=(const questions&) = delete;
    ~questions();

    void came_up(std::string token) { tokens_.push_back(std::move(token)); }
    /// The person reads it, in this turn's answer or an earlier one's.
    void is_put(std::string token) { put_.push_back(std::move(token)); }

private:
    confirm::ledger& in_;
    std::vector<std::string> tokens_;
    std::vector<std::string> put_;
};

/// For whom calls are made. Belongs to the frame of the turn, which outlives them.
struct calling
{
    tool::registry& tools;
    tool::invoker& invoker;
    reel::caller who;
    std::string request_id;
    std::optional<std::string> place; ///< see run_request
    listener* watching = nullptr;
    questions* asked = nullptr; ///< takes what comes up
};

/// One call, with the person's word in `confirmation` or without.
reel::awaitable<called> call_tool(const calling& by, const planned_call& what, std::string confirmation = {});

/// All at once; `results` has one for each call, filled as they end. On cancellation those under way are ended.
reel::awaitable<void> call_tools(const calling& by, const std::vector<planned_call>& what,
                                 std::vector<called>& results);

} // namespace reeld::conversation
