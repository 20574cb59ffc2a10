// SPDX-License-Identifier: MIT
// A chat model as the engine knows it. Implemented by `client`, and by tests. Loop thread only; outlives the replies that
// are awaited.
#pragma once

#include "core/model/chat.hpp"

#include <reel/asio.hpp>
#include <reel/error.hpp>

namespace reeld::model
{

class chat_model
{
public:
    virtual ~chat_model();

    /// Whether there is any model to ask.
    virtual bool configured() const = 0;

    /// One reply. `asked` belongs to the awaiting frame; `on_text` may be empty. When it has been called and the reply is an
    /// error all the same, what it heard is void. Cancellation (terminal) closes the connection.
    ///
    /// Errors, each with a sentence for the person who waits:
    ///   unconfigured   no model is configured, or none knows what to call (wrong model name or address: 404)
    ///   connection     none is reachable, or the one that answered broke off
    ///   timeout        none answered within its deadline, or the one that answered fell silent
    ///   unauthorized   the key was refused (401, 403), or its account has no credit left
    ///   bad_argument   the conversation is longer than the model can read: shorten it and ask again
    ///   upstream       another failure (400, 429, 5xx …); `status()` and `upstream_text()` say more
    ///   validation     the answer is not a chat completion
    virtual reel::awaitable<reel::result<reply>> complete(const request& asked, text_sink on_text) = 0;
};

} // namespace reeld::model
