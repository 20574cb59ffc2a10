// SPDX-License-Identifier: MIT
#include "core/conversation/sqlite_store.hpp"

#include "core/conversation/sqlite_schema.hpp"
#include "core/conversation/steps.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace reeld::conversation
{

namespace
{

constexpr std::size_t longest_first_words = 80;

constexpr std::string_view newest_turns = "SELECT id, message_id, at, text, steps, answer FROM turns "
                                          "WHERE conversation = ?1 ORDER BY id DESC LIMIT ?2";
constexpr std::string_view list_conversations =
    "SELECT c.name, last.at, substr((SELECT text FROM turns WHERE conversation = c.id ORDER BY id LIMIT 1), 1, 200) "
    "FROM conversations c JOIN turns last ON last.id = c.last_turn "
    "WHERE c.user = ?1 ORDER BY c.last_turn DESC LIMIT ?2";
constexpr std::string_view drop_steps = // of the one turn that has just become too old
    "UPDATE turns SET steps = '' WHERE id = (SELECT id FROM turns WHERE conversation = "
    "(SELECT id FROM conversations WHERE user = ?1 AND name = ?2) ORDER BY id DESC LIMIT 1 OFFSET ?3)";
constexpr std::string_view drop_old = // more than are added, and never many at once; turns are numbered as time goes
    "DELETE FROM turns WHERE at < ?1 AND id IN (SELECT id FROM turns ORDER BY id LIMIT 8) RETURNING conversation";
constexpr std::string_view find_answer =
    "SELECT c.name, t.answer, t.delivered FROM turns t JOIN conversations c ON c.id = t.conversation "
    "WHERE t.message_id = ?3 AND c.user = ?1 AND c.name = ?2";
constexpr std::string_view find_answer_of_user =
    "SELECT c.name, t.answer, t.delivered FROM turns t JOIN conversations c ON c.id = t.conversation "
    "WHERE t.message_id = ?2 AND c.user = ?1 LIMIT 1";

std::int64_t milliseconds(reel::time_point when)
{
    return when.time_since_epoch().count();
}

/// "20260101T000000Z"
std::string for_file_name(reel::time_point when)
{
    auto out = reel::to_iso8601(when);
    std::erase_if(out, [](char c) { return c == '-' || c == ':'; });
    return out;
}

} // namespace

sqlite_store::sqlite_store(std::filesystem::path file, reel::clock& clock, reel::logger log, store_limits limits)
    : file_{std::move(file)}, clock_{clock}, log_{std::move(log)}, limits_{limits}
{}

reel::result<std::unique_ptr<sqlite_store>> sqlite_store::open(std::filesystem::path file, reel::clock& clock,
                                                               reel::logger log, store_limits limits)
{
    std::unique_ptr<sqlite_store> out{new sqlite_store{std::move(file), clock, std::move(log), limits}};
    if (auto opened = out->open_or_replace(); !opened)
        return opened.error();
    return out;
}

reel::result<sqlite_store::connection> sqlite_store::connect(const std::filesystem::path& file)
{
    auto db = database::open(file);
    if (!db)
        return db.error();
    if (auto migrated = migrate(*db); !migrated)
        return migrated.error();
    connection out{std::move(*db)};
    const std::array<std::pair<statement*, std::string_view>, 14> wanted{{
        {&out.add_conversation, "INSERT INTO conversations(user, name) VALUES(?1, ?2) ON CONFLICT DO NOTHING"},
        {&out.find_conversation, "SELECT id FROM conversations WHERE user = ?1 AND name = ?2"},
        {&out.add_turn, "INSERT OR IGNORE INTO turns(conversation, message_id, at, text, steps, answer) "
                        "SELECT id, nullif(?3, ''), ?4, ?5, ?6, ?7 FROM conversations WHERE user = ?1 AND name = ?2"},
        {&out.set_last_turn, "UPDATE conversations SET last_turn = ?3 WHERE user = ?1 AND name = ?2"},
        {&out.newest_turns, newest_turns},
        {&out.find_answer, find_answer},
        {&out.find_answer_of_user, find_answer_of_user},
        {&out.mark_delivered, "UPDATE turns SET delivered = 1 WHERE message_id = ?3 AND conversation = "
                              "(SELECT id FROM conversations WHERE user = ?1 AND name = ?2)"},
        {&out.amend, "UPDATE turns SET steps = ?2, answer = ?3 WHERE id = ?1"},
        {&out.drop_steps, drop_steps},
        {&out.drop_old, drop_old},
        {&out.drop_empty, "DELETE FROM conversations WHERE id = ?1 AND NOT EXISTS "
                          "(SELECT 1 FROM turns WHERE conversation = ?1)"},
        {&out.list, list_conversations},
        {&out.forget, "DELETE FROM conversations WHERE user = ?1 AND name = ?2 RETURNING id"}, // and its turns
    }};
    for (const auto& [into, sql] : wanted)
    {
        auto prepared = out.db.prepare(sql);
        if (!prepared)
            return prepared.error();
        *into = std::move(*prepared);
    }
    return out;
}

reel::result<void> sqlite_store::open_or_replace()
{
    auto connected = connect(file_);
    if (!connected && is_corruption(connected.error()))
    {
        if (auto moved = set_aside(); !moved)
            return moved;
        connected = connect(file_);
    }
    if (!connected)
        return connected.error();
    now_.emplace(std::move(*connected));
    return {};
}

/// Moves the file and what belongs to it away.
reel::result<void> sqlite_store::set_aside()
{
    now_.reset();
    const auto aside = file_.string() + ".broken-" + for_file_name(clock_.now());
    log_.error("The memory of conversations is damaged: it was moved aside, and a new one is begun",
               {{"file", file_.string()}, {"moved_to", aside}});
    for (const auto* part : {"", "-wal", "-shm"})
    {
        std::error_code failure;
        std::filesystem::rename(file_.string() + part, aside + part, failure);
        if (failure && failure != std::errc::no_such_file_or_directory)
            return reel::error{reel::errc::internal,
                               "cannot move " + file_.string() + part + " aside: " + failure.message()};
    }
    return {};
}

/// Does `work`; if that finds the file damaged, once more with a new one.
template <class Work>
auto sqlite_store::healed(Work work) -> decltype(work())
{
    if (!now_)
        if (auto opened = open_or_replace(); !opened)
            return opened.error();
    auto done = work();
    if (done || !is_corruption(done.error()))
        return done;
    if (auto moved = set_aside(); !moved)
        return moved.error();
    if (auto opened = open_or_replace(); !opened)
        return opened.error();
    return work();
}

reel::result<std::int64_t> sqlite_store::add(place where, const turn& said)
{
    const auto steps = write_steps(said.steps);
    return healed([&]() -> reel::result<std::int64_t> {
        transaction whole{now_->db};
        if (!whole.begun())
            return whole.begun().error();
        if (auto added = now_->add_conversation.bind(where.user, where.conversation).run(); !added)
            return added.error();
        const auto number = insert(where, said, steps);
        if (!number)
            return number.error();
        if (auto trimmed = trim(where); !trimmed)
            return trimmed.error();
        if (auto committed = whole.commit(); !committed)
            return committed.error();
        return *number;
    });
}

/// 0 when the message is there already.
reel::result<std::int64_t> sqlite_store::insert(place where, const turn& said, std::string_view steps)
{
    auto added = now_->add_turn
                     .bind(where.user, where.conversation, std::string_view{said.message_id}, milliseconds(said.at),
                           std::string_view{said.text}, steps, std::string_view{said.answer})
                     .run();
    if (!added)
        return added.error();
    const auto number = now_->db.inserted();
    if (number != 0)
        if (auto noted = now_->set_last_turn.bind(where.user, where.conversation, number).run(); !noted)
            return noted.error();
    return number;
}

/// Drops what nobody reads any more, a little with every turn that is added.
reel::result<void> sqlite_store::trim(place where)
{
    const auto with_steps = static_cast<std::int64_t>(limits_.turns_with_steps);
    if (auto dropped = now_->drop_steps.bind(where.user, where.conversation, with_steps).run(); !dropped)
        return dropped;
    if (limits_.keep == reel::duration{})
        return {};
    std::vector<std::int64_t> conversations;
    auto& gone = now_->drop_old.bind(milliseconds(clock_.now() - limits_.keep));
    for (;;)
    {
        const auto row = gone.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        conversations.push_back(gone.number(0));
    }
    gone.bind();
    for (const auto id : conversations)
        if (auto dropped = now_->drop_empty.bind(id).run(); !dropped)
            return dropped;
    return {};
}

reel::result<void> sqlite_store::amend(std::int64_t number, const turn& said)
{
    const auto steps = write_steps(said.steps);
    return healed(
        [&] { return now_->amend.bind(number, std::string_view{steps}, std::string_view{said.answer}).run(); });
}

reel::result<std::vector<turn>> sqlite_store::recent(place where, std::size_t messages)
{
    return healed([&]() -> reel::result<std::vector<turn>> {
        std::vector<turn> out;
        auto& conversation = now_->find_conversation.bind(where.user, where.conversation);
        const auto known = conversation.step();
        if (!known)
            return known.error();
        if (!*known)
            return out;
        const auto id = conversation.number(0);
        conversation.bind(); // lets go of it
        auto& found = now_->newest_turns.bind(id, static_cast<std::int64_t>(std::max<std::size_t>(messages / 2, 1)));
        std::size_t total = 0;
        for (;;)
        {
            const auto row = found.step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            turn t{found.text(1), found.text(3), read_steps(found.text(4)), found.text(5),
                   reel::time_point{reel::duration{found.number(2)}}};
            total += 2 + t.steps.size();
            if (!out.empty() && total > messages)
                break;
            out.push_back(std::move(t));
        }
        found.bind();
        std::ranges::reverse(out);
        return out;
    });
}

reel::result<std::optional<stored_answer>> sqlite_store::read_answer(statement& found)
{
    const auto row = found.step();
    if (!row)
        return row.error();
    std::optional<stored_answer> out;
    if (*row)
        out = stored_answer{found.text(0), found.text(1), found.number(2) != 0};
    found.bind();
    return out;
}

reel::result<std::optional<stored_answer>> sqlite_store::answer_to(place where, std::string_view message_id)
{
    return healed([&] { return read_answer(now_->find_answer.bind(where.user, where.conversation, message_id)); });
}

reel::result<std::optional<stored_answer>> sqlite_store::answer_to(std::string_view user, std::string_view message_id)
{
    return healed([&] { return read_answer(now_->find_answer_of_user.bind(user, message_id)); });
}

reel::result<void> sqlite_store::delivered(place where, std::string_view message_id)
{
    return healed([&] { return now_->mark_delivered.bind(where.user, where.conversation, message_id).run(); });
}

reel::result<std::optional<std::vector<shown_message>>> sqlite_store::history(place where, std::size_t limit)
{
    return healed([&]() -> reel::result<std::optional<std::vector<shown_message>>> {
        auto& conversation = now_->find_conversation.bind(where.user, where.conversation);
        const auto known = conversation.step();
        if (!known)
            return known.error();
        if (!*known)
            return std::optional<std::vector<shown_message>>{};
        const auto id = conversation.number(0);
        conversation.bind();
        auto& found = now_->newest_turns.bind(id, static_cast<std::int64_t>((limit + 1) / 2));
        std::vector<shown_message> out;
        for (;;)
        {
            const auto row = found.step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            const reel::time_point at{reel::duration{found.number(2)}};
            out.push_back({found.number(0), model::speaker::assistant, found.text(5), at});
            out.push_back({found.number(0), model::speaker::user, found.text(3), at});
        }
        out.resize(std::min(out.size(), limit));
        std::ranges::reverse(out);
        return std::optional{std::move(out)};
    });
}

reel::result<std::vector<known_conversation>> sqlite_store::list(std::string_view user, std::size_t limit)
{
    return healed([&]() -> reel::result<std::vector<known_conversation>> {
        std::vector<known_conversation> out;
        auto& found = now_->list.bind(user, static_cast<std::int64_t>(limit));
        for (;;)
        {
            const auto row = found.step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            out.push_back({found.text(0), reel::shown(found.text(2), longest_first_words),
                           reel::time_point{reel::duration{found.number(1)}}});
        }
        found.bind();
        return out;
    });
}

reel::result<bool> sqlite_store::forget(place where)
{
    return healed([&] {
        auto& gone = now_->forget.bind(where.user, where.conversation);
        auto known = gone.step();
        if (known && *known)
            if (const auto done = gone.step(); !done)
                known = done.error();
        gone.bind();
        return known;
    });
}

reel::result<std::string> sqlite_store::query_plans()
{
    std::string out;
    for (const auto sql : {newest_turns, list_conversations, find_answer, find_answer_of_user, drop_steps})
    {
        auto explained = now_->db.prepare("EXPLAIN QUERY PLAN " + std::string{sql});
        if (!explained)
            return explained.error();
        for (auto row = explained->step(); row && *row; row = explained->step())
            out += explained->text(3) + "\n";
    }
    return out;
}

} // namespace reeld::conversation
