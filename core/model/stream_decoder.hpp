// SPDX-License-Identifier: MIT
// A chat completion, from the bytes of an answer: streamed as server-sent events, or whole, whichever the server chose.
// Takes what OpenAI-compatible servers make of it; the tests name who does what. No I/O; any one thread.
#pragma once

#include "core/model/call_list.hpp"
#include "core/model/chat.hpp"
#include "core/model/speech.hpp"
#include "core/model/sse.hpp"

#include <reel/error.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace reeld::model
{

class stream_decoder
{
public:
    explicit stream_decoder(text_sink on_text);
    stream_decoder(const stream_decoder&) = delete;
    stream_decoder& operator=(const stream_decoder&) = delete;

    /// The body in pieces of any size. An error (what the server says instead of an answer, or `validation`) is final.
    reel::result<void> write(std::string_view piece);
    /// The body has ended. `connection` when the answer is not whole; `validation` when it is no chat completion.
    reel::result<reply> finish();

    /// Whether all that was said is there, though the body may go on.
    bool complete() const noexcept { return done_ || !reply_.finish_reason.empty(); }
    /// Whether anybody has heard any text.
    bool spoken() const noexcept { return on_text_ && !speech_.text().empty(); }

private:
    enum class shape
    {
        unknown,
        events,
        whole,
    };

    reel::result<void> take_event(std::string_view data);
    reel::result<void> take_object(const boost::json::object& said);
    reel::result<void> take_choice(const boost::json::object& choice);
    void take_text(const boost::json::value& content);
    void say(std::string_view text);

    text_sink on_text_;
    sse_reader events_;
    shape shape_ = shape::unknown;
    std::string whole_;
    std::size_t read_ = 0;
    speech speech_;
    call_list calls_;
    reply reply_;
    bool answered_ = false; ///< there was a choice
    bool done_ = false;
};

} // namespace reeld::model
