// SPDX-License-Identifier: MIT
// A server in memory: what it answers to the first, the second, … request, and what it was asked.
#pragma once

#include <reel/clock.hpp>
#include <reel/http_client.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace model_test
{

/// One answer: a status and pieces of a body, each after a while; or a failure, at once or after the pieces.
struct answer
{
    struct piece
    {
        std::string text;
        reel::duration after{0};
    };
    int status = 200;
    std::vector<piece> body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<reel::error> failure;
};

struct server
{
    std::deque<answer> answers; ///< a request more than there are is a connection that is refused
    std::vector<reel::http_request> asked;
    std::size_t ended = 0; ///< answers that were given to their end
};

/// Talks to `upstream` by `clock`; both outlive it.
std::unique_ptr<reel::http_client> connect(server& upstream, reel::clock& clock);

} // namespace model_test
