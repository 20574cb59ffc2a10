// SPDX-License-Identifier: MIT
// The second interface of a plugin, for those through which people talk: a messenger, text messages. A provider that is one
// returns it from ToolProvider::channel(); it lives as long as the provider. What it hears it hands to host::conversations(),
// which knows who that is, asks the assistant, and says what to send back.
//
//     const chat_reply said = co_await host_.conversations().say({account, name, chat, text, message_id});
//     if (!said.text.empty() && !said.delivered && co_await send(said.text))
//         host_.conversations().delivered(account, chat, said.message_id);
//
// What was accepted is answered, whatever happens to the daemon: the channel keeps it (reel/answering.hpp) until the answer was
// sent and that is noted, and hands it in again at the next start. What was answered gets the same answer then, and nothing is
// done anew. So an answer goes out twice only if the daemon died between its sending and the note of it: nobody can tell then
// whether it arrived, and twice is better than never.
//
// Loop thread only.
#pragma once

#include <reel/asio.hpp>
#include <reel/export.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel
{

/// A request to /webhook/<instance>, whose authenticity nobody has checked yet: that is the channel's to do.
struct webhook_request
{
    std::string method; ///< upper case
    std::string query;  ///< raw, without '?'
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string peer; ///< address of the client, perhaps a proxy's

    /// First value of a header, names compared without case; empty when absent.
    REEL_API std::string_view header(std::string_view name) const noexcept;
};

struct webhook_answer
{
    int status = 200;
    std::string content_type; ///< empty: there is no body
    std::string body;
};

/// Something that somebody said.
struct chat_message
{
    std::string account; ///< how the channel knows its sender for sure: a number, an id; never a name one can choose
    std::string name;    ///< how the sender appears there, for the owner to recognise; may be empty
    std::string conversation; ///< which of the account's conversations, by the channel's own name for it
    std::string text;         ///< empty: something other than text (a picture, a voice)
    std::string id;           ///< unique in the conversation: delivered twice, it is answered once. "": not known
};

/// A question to confirm something, which buttons may answer; the words "yes" and "no" always may.
struct chat_confirmation
{
    std::string token; ///< for conversations::decide(); at most 32 characters, letters and digits
    std::string preview;
};

/// What to send back.
struct chat_reply
{
    std::string text;                      ///< empty: nothing
    bool repeated = false;                 ///< the message was delivered again, and this is the answer given before
    bool delivered = false;                ///< and it has reached the person then: do not send it again
    std::string message_id;                ///< what delivered() takes; "": there is nothing to note
    bool moved_on = false;                 ///< the conversation has: what was asked there before does not wait any more
    std::optional<chat_confirmation> asks; ///< `text` asks for it
};

/// The way into the house's conversations; lent by the host, one to each instance.
class REEL_API conversations
{
public:
    virtual ~conversations();

    /// Whether the account is one of somebody of the house: for what may be shown to them alone, such as that one types.
    virtual bool knows(std::string_view account) const = 0;

    /// What goes wrong is told in a sentence. The text is empty when nothing is to be said: strangers are refused politely once
    /// a day and not answered otherwise, nobody is told twice in a row to wait, or to use words. Messages of one conversation
    /// are answered in the order of the calls. Cancellation (terminal) throws operation_aborted; the message counts as never
    /// said.
    virtual awaitable<chat_reply> say(chat_message message) = 0;

    /// The person pressed "yes" or "no" under a question.
    virtual awaitable<chat_reply> decide(std::string account, std::string token, bool yes) = 0;

    /// Notes that an answer has been sent, see chat_reply::delivered.
    virtual void delivered(std::string_view account, std::string_view conversation, std::string_view message_id) = 0;
};

/// What the host asks of a channel.
class REEL_API Channel
{
public:
    virtual ~Channel();

    /// Under which name users' `links` hold their accounts here: "phone".
    virtual std::string_view link() const = 0;
    /// Whether a link, as an owner writes it, means that account. By default only when they are equal.
    virtual bool means(std::string_view link, std::string_view account) const;
    /// How answers must look there: a sentence or two for the model.
    virtual std::string_view format() const = 0;
    /// Answer soon: the work goes into a task of the provider's. Until the provider has stopped webhooks go on coming, so that
    /// none is lost when another with other options takes its place: keep them for that. By default 404.
    virtual awaitable<webhook_answer> webhook(webhook_request request);
};

/// `text` in pieces of at most `limit` UTF-16 code units (as messengers count), cut between paragraphs, lines or words where
/// that loses little, never within a character. None for blank text.
REEL_API std::vector<std::string> split_message(std::string_view text, std::size_t limit);

} // namespace reel
