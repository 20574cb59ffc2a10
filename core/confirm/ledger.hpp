// SPDX-License-Identifier: MIT
// What waits for a person's word: a destructive call is proposed here and gets a token; it runs when the person who was
// asked sends the token back in time, for that tool and those arguments, once. Loop thread only. Owned by the invoker
// (`invoker.confirmations()`); the clock outlives it. Everything that happens to a proposal is one line in the log.
#pragma once

#include <reel/call_context.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>
#include <reel/tool.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::confirm
{

/// A call that waits for a person.
struct pending
{
    std::string token; ///< 32 hexadecimal digits; empty: nothing waits
    std::string user;  ///< caller::name of who is asked
    std::string place; ///< where it was asked, as call_options said; a bare "yes" counts there only
    std::string tool;
    boost::json::object args; ///< run the tool with exactly these
    std::string preview;      ///< for the person: what would happen, in a sentence or two
    reel::time_point expires;
    std::chrono::nanoseconds
        asked{};              ///< when the person was asked, in ticks of the clock: earlier words answer nothing
    bool passed_over = false; ///< the person spoke of something else since
};

/// How a token stands for somebody.
enum class standing : std::uint8_t
{
    open,
    used,
    declined,
    replaced, ///< by another question, or the person was never asked
    expired,
    unknown,
    foreign ///< somebody else was asked
};

struct ledger_limits
{
    reel::duration keep = std::chrono::minutes{5};
    std::size_t max_open_per_user = 16; ///< the oldest goes first
    std::size_t max_entries = 1000;     ///< in all, with those that were decided within the last hour
};

class ledger
{
public:
    ledger(reel::clock& clock, reel::logger log, ledger_limits limits = {});

    /// Asked again at the same place, with equal arguments and preview, an open proposal is the same one, open for its whole
    /// time again; with another preview it is replaced, because its token stands for what the person was shown. `tool` is what
    /// would run (any object that lives as long as that): the word counts for nothing else of the same name.
    pending propose(const reel::caller& who, const reel::tool_spec& spec, boost::json::object args, std::string preview,
                    std::string place = {}, std::shared_ptr<const void> tool = {});

    /// Takes the token: succeeds once. Errors are `unconfirmed` and say why (not known, somebody else's, used, declined,
    /// expired, meant for other arguments, or the tool is another one meanwhile); a token that was shown with other arguments
    /// stays open. For the invoker: faces pass the token to it, as call_options::confirmation.
    reel::result<void> redeem(std::string_view token, const reel::caller& who, std::string_view tool,
                              const boost::json::object& args, const std::shared_ptr<const void>& bound = {});

    standing look(std::string_view token, const reel::caller& who);

    /// The proposal behind a token, also one that was decided within the last hour; nothing for a token that is none of theirs.
    std::optional<pending> find(std::string_view token, const reel::caller& who);

    /// The newest open proposal that the user was asked at `place`, and if `text` is not empty, in this text: what a bare "yes"
    /// there means.
    std::optional<pending> waiting_for(std::string_view user, std::string_view place = {}, std::string_view text = {});

    /// The person said no. False when the token is none of theirs, or not open.
    bool cancel(std::string_view token, const reel::caller& who);

    /// Closes a proposal, if it is open, that the person will not be asked, or be asked no more.
    void withdraw(std::string_view token);

    /// The person is shown the question only now.
    void put(std::string_view token);
    /// The person has spoken of something else.
    void pass_over(std::string_view token);

    /// Logs that somebody showed a token and the call was refused before it was taken (a role that was lowered meanwhile).
    void refused(std::string_view token, const reel::caller& who, std::string_view tool, std::string_view why);

    /// Logs and closes what has expired; the other functions do so first.
    void sweep();

    std::size_t open() const noexcept;
    const ledger_limits& limits() const noexcept { return limits_; }

private:
    struct entry
    {
        pending what;
        std::chrono::nanoseconds until; // in ticks of the clock
        std::weak_ptr<const void> tool;
        standing now = standing::open;
    };

    entry* locate(std::string_view token);
    entry* still_open(std::string_view token);
    reel::result<entry*> usable(std::string_view token, const reel::caller& who);
    entry* waiting(const pending& like);
    void make_room(std::string_view user);
    void close(entry& e, standing as, std::string_view sentence);

    reel::clock& clock_;
    reel::logger log_;
    ledger_limits limits_;
    std::vector<entry> entries_; // oldest first
};

} // namespace reeld::confirm
