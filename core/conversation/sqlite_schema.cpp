// SPDX-License-Identifier: MIT
#include "core/conversation/sqlite_schema.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace reeld::conversation
{

namespace
{

// What each version of the schema adds to the one before; PRAGMA user_version says how many have been done. Never change one
// that was released: append.
constexpr std::array<std::string_view, 2> migrations{R"(
    CREATE TABLE conversations(
        id   INTEGER PRIMARY KEY,
        user TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE(user, name));
    CREATE TABLE turns(
        id           INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        message_id   TEXT,
        at           INTEGER NOT NULL, -- milliseconds since 1970
        text         TEXT NOT NULL,
        steps        TEXT NOT NULL,    -- JSON, or nothing
        answer       TEXT NOT NULL,
        delivered    INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX turns_by_conversation ON turns(conversation, id);
    CREATE UNIQUE INDEX turns_by_message ON turns(message_id, conversation) WHERE message_id IS NOT NULL;
)",
                                                     R"(
    ALTER TABLE conversations ADD COLUMN last_turn INTEGER;
    UPDATE conversations SET last_turn = (SELECT max(id) FROM turns WHERE conversation = conversations.id);
    CREATE INDEX conversations_by_last_turn ON conversations(user, last_turn);
)"};

} // namespace

reel::result<void> migrate(database& db)
{
    const auto version = db.number("PRAGMA user_version");
    if (!version)
        return version.error();
    if (*version > static_cast<std::int64_t>(migrations.size()))
        return reel::error{reel::errc::internal, "the memory of conversations was written by a newer version of reeld; "
                                                 "update reeld, or move the file away to begin anew"};
    for (auto done = static_cast<std::size_t>(*version); done < migrations.size(); ++done)
    {
        transaction change{db};
        if (!change.begun())
            return change.begun();
        if (auto changed = db.execute(std::string{migrations[done]}); !changed)
            return changed;
        if (auto noted = db.execute("PRAGMA user_version = " + std::to_string(done + 1)); !noted)
            return noted;
        if (auto committed = change.commit(); !committed)
            return committed;
    }
    return {};
}

} // namespace reeld::conversation
