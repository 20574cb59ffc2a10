// SPDX-License-Identifier: MIT
// Conversations as faces and channels see them: somebody says something and gets an answer, and it is remembered. Loop
// thread only. Everything in `dependencies` outlives the service; the service outlives its turns, which run in the frames of
// those who await them.
#pragma once

#include "core/conversation/prompt.hpp"
#include "core/conversation/run.hpp"
#include "core/conversation/store.hpp"

#include <reel/asio.hpp>
#include <reel/call_context.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>
#include <reel/rate_limit.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::conversation
{

/// Something said. Conversations belong to their user: the same name of another user is another conversation. The first
/// message begins it.
struct incoming
{
    reel::caller who;
    std::string conversation; ///< 1 to 128 bytes
    std::string text;
    /// "", or unique in the conversation: delivered twice, it is answered once, also across restarts. A message whose answer
    /// was an error, or never came because the daemon died, was not answered: deliver it again.
    std::string message_id;
    std::string format_rules; ///< how answers must look there: a sentence or two for the model
};

/// A button pressed under a question to confirm something.
struct button
{
    reel::caller who;
    std::string token;
    bool yes = false;
    std::string format_rules;
    std::string conversation{}; ///< where it was pressed; "": wherever it was asked
};

struct outgoing
{
    std::string text;                     ///< never blank
    bool repeated = false;                ///< the answer given before to a message delivered again
    bool delivered = false;               ///< and service::delivered() says that it has reached the person
    std::optional<confirm::pending> asks; ///< waits for the person's word; `text` asks for it, so buttons may be added
    std::string conversation;             ///< where it was said
    std::string message_id;               ///< what delivered() takes; a button's has one of its own
    model::usage used;
};

struct service_limits
{
    std::size_t window_messages = 20; ///< of a conversation that the model reads; whole turns
    std::size_t window_tokens = 6000; ///< and no more than this, estimated
    std::size_t max_text = std::size_t{16} * 1024;
    std::size_t max_waiting = 4;                             ///< in one conversation, behind the turn under way
    reel::rate_settings per_user{0.5, 10, reel::duration{}}; ///< messages
};

class service
{
public:
    struct dependencies
    {
        runner& turns;
        store& memory;
        confirm::ledger& confirmations;
        const prompter& prompts;
        reel::clock& clock;
        asio::any_io_executor executor;
        reel::logger log;
        service_limits limits{};
    };

    explicit service(dependencies deps);
    ~service();

    /// One turn at a time in a conversation; others wait in order. Errors, each a sentence for the person: the model's
    /// (`unconfigured`, `connection`, `timeout` …), `bad_argument` (blank; too long: status() is 413), `not_ready` with
    /// retry_after (too many messages). After an error nothing was remembered. Cancellation ends the turn; an action that the
    /// person confirmed is finished first, and remembered with what came of it.
    reel::awaitable<reel::result<outgoing>> say(incoming message, listener* watching = nullptr);

    /// The same as "yes" or "no" for just this question. `unconfirmed` when it does not wait any more.
    reel::awaitable<reel::result<outgoing>> decide(button pressed, listener* watching = nullptr);

    /// Notes that the answer to a message has reached the person, so that it is not sent again when it is asked for again.
    void delivered(const reel::caller& who, std::string_view conversation, std::string_view message_id);

    /// The newest messages, at most 1000, oldest first. `unavailable`, "There is no such conversation" (status() is 404).
    reel::result<std::vector<shown_message>> history(const reel::caller& who, std::string_view conversation,
                                                     std::size_t limit) const;

    /// What waits there for the person's word.
    std::optional<confirm::pending> waiting(const reel::caller& who, std::string_view conversation) const;

    /// The user's conversations, at most 1000, the one spoken in last first.
    reel::result<std::vector<known_conversation>> list(const reel::caller& who, std::size_t limit) const;

    /// Once the turn under way has ended. What waits there to be confirmed is dropped. Errors as for history().
    reel::awaitable<reel::result<void>> forget(reel::caller who, std::string conversation);

    /// Counts one message of a person's, as say() does. `not_ready` with retry_after: too many.
    reel::awaitable<reel::result<void>> admit(std::string_view user);

    bool configured() const; ///< whether there is a model to talk to
    std::size_t turns_under_way() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reeld::conversation
