// SPDX-License-Identifier: MIT
// What is said, as the bytes of an OpenAI-compatible server with the quirks that were asked for. Pure.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/model/script.hpp"

namespace reel_sim::model
{

/// Streamed or whole, as `q` wants it; cut short by a fault. `number` makes ids that differ from answer to answer.
reply render(const utterance& say, const std::optional<mishap>& fault, const question& q, std::uint64_t number);

/// {"error":{…}} with a status.
reply refusal(int status, std::string_view message, std::string_view code = {});

} // namespace reel_sim::model
