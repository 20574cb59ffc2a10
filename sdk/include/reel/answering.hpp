// SPDX-License-Identifier: MIT
// How a channel answers: each message it accepts is kept on disk until it is dealt with, and worked on in a task of its own;
// what is sent is sent until it has arrived, after a restart too.
//
//     reel::answering answers_{host, [this](reel::inbox::entry heard) { return answer(std::move(heard)); }};
//
// A repeated answer is better than none: what may have been sent, and nobody said so, is sent again, though not often.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/event.hpp>
#include <reel/export.hpp>
#include <reel/host.hpp>
#include <reel/inbox.hpp>
#include <reel/task_group.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace reel
{

/// Loop thread only. Owned by the provider, behind all that `work` uses. The host outlives it.
class REEL_API answering
{
public:
    /// When it returns, the message is dealt with. When it throws, the message stays for the next run; that is a defect, but
    /// for a cancellation.
    using work = std::function<awaitable<void>(inbox::entry)>;

    answering(host& lent, work answer);

    /// Begins what an earlier run left, which is in "inbox" of the state directory: in the provider's start().
    void resume();
    /// Keeps it and begins it; false when it has been delivered before. Errors as of inbox::accept. Once stop() was called,
    /// what is accepted waits for the next run.
    awaitable<result<bool>> accept(std::string id, std::string content);
    /// How many are being answered.
    std::size_t size() const noexcept { return inbox_.size(); }
    /// Lets turns, and then what is being sent, end for a while; the rest is left to the next run.
    awaitable<void> stop();

    /// Exists while `work` waits for the house's answer.
    class thinking
    {
    public:
        explicit thinking(answering& of);
        thinking(const thinking&) = delete;
        thinking& operator=(const thinking&) = delete;
        ~thinking();

    private:
        answering& of_;
    };

    /// For use in `work`: sends the parts of an answer to the message `id`, from where an earlier run stopped if the answer is
    /// `repeated`. Whether all were sent: false when one was refused() or given up, which is logged.
    awaitable<bool> send(std::string id, std::size_t parts, bool repeated,
                         std::function<awaitable<result<void>>(std::size_t)> part);

private:
    struct tries
    {
        duration wait{1000};
        duration waited{};
        int perhaps_sent = 0;
    };
    void begin(inbox::entry what);
    awaitable<void> carry_out(inbox::entry what);
    awaitable<result<void>> insist(const std::function<awaitable<result<void>>(std::size_t)>& part, std::size_t which);
    awaitable<bool> wait_before_next(const error& failure, tries& so_far);

    host& host_;
    work answer_;
    inbox inbox_;
    task_group tasks_;
    event stopping_;
    event quiet_; ///< nobody waits for the house
    std::size_t thinking_ = 0;
};

} // namespace reel
