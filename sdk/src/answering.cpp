// SPDX-License-Identifier: MIT
#include <reel/answering.hpp>

#include <reel/either.hpp>
#include <reel/log_failures.hpp>

#include <algorithm>
#include <optional>
#include <system_error>

namespace reel
{

namespace
{

constexpr duration longest_wait = 5min, longest_told = 15min;
constexpr duration long_wait = 30s;    // for what may have been sent already
constexpr int most_perhaps_sent = 3;   // times that it is sent then
constexpr duration too_old = 24h;      // an answer that nobody waits for any more
constexpr duration longest_turn = 60s; // at a stop; when the daemon stops it has ended them before
constexpr duration longest_send = 1s;

} // namespace

answering::answering(host& lent, work answer)
    : host_{lent},
      answer_{std::move(answer)},
      inbox_{lent, lent.state_dir() / "inbox"},
      tasks_{lent.executor(), log_failures(lent.log())},
      stopping_{lent.executor()},
      quiet_{lent.executor()}
{
    quiet_.set();
}

answering::thinking::thinking(answering& of) : of_{of}
{
    ++of_.thinking_;
    of_.quiet_.reset();
}

answering::thinking::~thinking()
{
    if (--of_.thinking_ == 0)
        of_.quiet_.set();
}

void answering::resume()
{
    for (auto& left : inbox_.resume())
        begin(std::move(left));
}

awaitable<result<bool>> answering::accept(std::string id, std::string content)
{
    auto accepted =
        co_await inbox_.accept(id, content); // not const: returned, that would turn into what its operator bool says
    if (accepted && *accepted && !stopping_.is_set())
        begin({std::move(id), std::move(content)});
    co_return accepted;
}

void answering::begin(inbox::entry what)
{
    auto name = "answer " + what.id;
    tasks_.spawn(std::move(name), carry_out(std::move(what)));
}

awaitable<void> answering::carry_out(inbox::entry what)
{
    const auto id = what.id;
    try
    {
        co_await answer_(std::move(what));
    }
    catch (const std::system_error& e)
    {
        inbox_.leave(id, e.code() == asio::error::operation_aborted);
        throw;
    }
    catch (...)
    {
        inbox_.leave(id, false);
        throw;
    }
    inbox_.done(id);
}

awaitable<void> answering::stop()
{
    stopping_.set();
    co_await either(quiet_.wait(), host_.clock().sleep(longest_turn));
    co_await either(tasks_.join(), host_.clock().sleep(longest_send));
    tasks_.cancel();
    co_await tasks_.join();
}

awaitable<bool> answering::send(std::string id, std::size_t parts, bool repeated,
                                std::function<awaitable<result<void>>(std::size_t)> part)
{
    for (auto i = repeated ? inbox_.sent(id) : 0; i < parts; ++i)
    {
        if (const auto sent = co_await insist(part, i); !sent)
        {
            host_.log().error("An answer could not be sent", {{"error", sent.error().describe()}});
            co_return false;
        }
        inbox_.note_sent(id, i + 1);
    }
    co_return true;
}

awaitable<result<void>> answering::insist(const std::function<awaitable<result<void>>(std::size_t)>& part,
                                          std::size_t which)
{
    for (tries so_far;;)
    {
        const auto outcome = co_await part(which);
        if (outcome || !co_await wait_before_next(outcome.error(), so_far))
            co_return outcome;
    }
}

/// False: it is not to be tried again.
awaitable<bool> answering::wait_before_next(const error& failure, tries& so_far)
{
    const bool perhaps_sent = failure.status() == 0 && !failure.unsent();
    if (refused(failure) || so_far.waited > too_old || (perhaps_sent && ++so_far.perhaps_sent == most_perhaps_sent))
        co_return false;
    auto wait = so_far.wait;
    if (failure.retry_after())
        wait = std::min<duration>(*failure.retry_after(), longest_told);
    else
        so_far.wait = std::min(so_far.wait * 2, longest_wait);
    if (perhaps_sent)
        wait = std::max(wait, long_wait);
    if (so_far.waited < long_wait && so_far.waited + wait >= long_wait)
        host_.log().warn("An answer cannot be sent yet; trying on", {{"error", failure.describe()}});
    so_far.waited += wait;
    co_await either(host_.clock().sleep(wait), stopping_.wait());
    if (stopping_.is_set())
        throw std::system_error{asio::error::operation_aborted};
    co_return true;
}

} // namespace reel
