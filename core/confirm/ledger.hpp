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
    /// time again; with another preview it is replaced, because its token stands for what the person was shown.
    pending propose(const reel::caller& who, const reel::tool_spec& spec, boost::json::object args, std::string preview,
                    std::string place = {});

    /// Takes the token: succeeds once. Errors are `unconfirmed` and say why (not known, somebody else's, used, declined,
    /// expired, meant for other arguments); a token that was shown with other arguments stays open. For the invoker: faces
    /// pass the token to it, as call_options::confirmation.
    reel::result<void> redeem(std::string_view token, const reel::caller& who, std::string_view tool,
                              const boost::json::object& args);

    /// The open proposal behind a token ("not known" and so on otherwise): what to call when the person presses a button.
    reel::result<pending> find(std::string_view token, const reel::caller& who);

    /// The newest open proposal that the user was asked at `place`: what a bare "yes" there means.
    std::optional<pending> waiting_for(std::string_view user, std::string_view place = {});

    /// The person said no. False when the token is none of theirs, or not open.
    bool cancel(std::string_view token, const reel::caller& who);

    /// Logs that somebody showed a token and the call was refused before it was taken (a role that was lowered meanwhile).
    void refused(std::string_view token, const reel::caller& who, std::string_view tool, std::string_view why);

    /// Logs and closes what has expired; the other functions do so first.
    void sweep();

    std::size_t open() const noexcept;
    const ledger_limits& limits() const noexcept { return limits_; }

private:
    enum class state : std::uint8_t
    {
        open,
        used,
        declined,
        expired,
        replaced
    };
    struct entry
    {
        pending what;
        std::chrono::nanoseconds until; // in ticks of the clock
        state now = state::open;
    };

    entry* locate(std::string_view token);
    reel::result<entry*> usable(std::string_view token, const reel::caller& who);
    entry* waiting(const pending& like);
    void make_room(std::string_view user);
    void close(entry& e, state as, std::string_view sentence);

    reel::clock& clock_;
    reel::logger log_;
    ledger_limits limits_;
    std::vector<entry> entries_; // oldest first
};

} // namespace reeld::confirm
