// SPDX-License-Identifier: MIT
// The memory of conversations in one SQLite file. A conversation may have any number of turns: what is read is found by an
// index. Loop thread only; a read or a write takes some ten microseconds.
#pragma once

#include "core/conversation/sqlite.hpp"
#include "core/conversation/store.hpp"

#include <reel/clock.hpp>
#include <reel/log.hpp>

#include <filesystem>
#include <memory>

namespace reeld::conversation
{

struct store_limits
{
    std::size_t turns_with_steps = 10; ///< the newest of a conversation; of older ones only the words are kept
    reel::duration keep{};             ///< how long a turn is remembered; 0: for ever
};

class sqlite_store final : public store
{
public:
    /// Opens `file`, or makes it. What is no database, or a broken one, is moved aside (FILE.broken-TIME), said in the log, and
    /// begun anew; also later, when the damage shows only then. An error when it was written by a newer version, or cannot be
    /// written. The clock outlives it.
    static reel::result<std::unique_ptr<sqlite_store>> open(std::filesystem::path file, reel::clock& clock,
                                                            reel::logger log, store_limits limits = {});

    reel::result<std::int64_t> add(place where, const turn& said) override;
    reel::result<std::vector<turn>> recent(place where, std::size_t messages) override;
    reel::result<std::optional<stored_answer>> answer_to(place where, std::string_view message_id) override;
    reel::result<std::optional<stored_answer>> answer_to(std::string_view user, std::string_view message_id) override;
    reel::result<void> delivered(place where, std::string_view message_id) override;
    reel::result<void> amend(std::int64_t number, const turn& said) override;
    reel::result<std::optional<std::vector<shown_message>>> history(place where, std::size_t limit) override;
    reel::result<std::vector<known_conversation>> list(std::string_view user, std::size_t limit) override;
    reel::result<bool> forget(place where) override;

    /// How SQLite would run what recent(), list() and answer_to() ask, for a test.
    reel::result<std::string> query_plans();

private:
    struct connection
    {
        database db;
        statement add_conversation{};
        statement find_conversation{};
        statement add_turn{};
        statement set_last_turn{};
        statement newest_turns{};
        statement find_answer{};
        statement find_answer_of_user{};
        statement mark_delivered{};
        statement amend{};
        statement drop_steps{};
        statement drop_old{};
        statement drop_empty{};
        statement list{};
        statement forget{};
    };

    sqlite_store(std::filesystem::path file, reel::clock& clock, reel::logger log, store_limits limits);
    static reel::result<connection> connect(const std::filesystem::path& file);
    reel::result<void> open_or_replace();
    reel::result<void> set_aside();
    template <class Work>
    auto healed(Work work) -> decltype(work());
    reel::result<std::int64_t> insert(place where, const turn& said, std::string_view steps);
    reel::result<void> trim(place where);
    reel::result<std::optional<stored_answer>> read_answer(statement& found);

    std::filesystem::path file_;
    reel::clock& clock_;
    reel::logger log_;
    store_limits limits_;
    std::optional<connection> now_;
};

} // namespace reeld::conversation
