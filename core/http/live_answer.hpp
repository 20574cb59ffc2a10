// SPDX-License-Identifier: MIT
// An answer that is sent while it comes about, as server-sent events. The work runs on its own, and ends with the client that
// waits for it. Loop thread only.
#pragma once

#include "core/http/message.hpp"

#include <reel/asio.hpp>
#include <reel/event.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace reeld::http
{

/// "event: NAME\ndata: JSON\n\n"; without a name, only the data.
std::string make_event(std::string_view name, std::string_view json);

/// What the work writes to.
class event_stream
{
public:
    explicit event_stream(asio::any_io_executor executor) : timer_{executor}, gone_{executor} {}

    /// One event or more, whole. Kept until the client has read them: what is sent should be bounded.
    void send(std::string_view events);
    /// Whether the answer is a stream by now: too late for a status of its own.
    bool begun() const noexcept { return begun_; }

private:
    friend class live_answer;

    std::string waiting_;
    asio::steady_timer timer_; ///< the client's end waits with it; cancelled when there is something to do
    reel::event gone_;         ///< the client is
    bool begun_ = false;
    bool ended_ = false;
    bool succeeded_ = false; ///< it ended, and did not throw
    response whole_;
};

/// Its frame is kept while it works; what it returns is the whole answer, and dropped when it has sent events before.
using event_work = std::function<reel::awaitable<response>(event_stream&)>;

/// Does the work in `tasks`, which is joined before what the work refers to goes. A client that hears nothing for a while gets
/// the head of a stream, and comments, so that proxies keep its connection. When it goes, the work is cancelled (terminal). A
/// stream whose work throws, or is cancelled, is cut off: without its last chunk, so that the client knows.
reel::awaitable<response> answer_live(reel::task_group& tasks, std::string name, event_work work);

} // namespace reeld::http
