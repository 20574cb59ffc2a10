// SPDX-License-Identifier: MIT
#include "core/conversation/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace reeld::conversation
{

namespace
{

reel::error failure(sqlite3* db)
{
    const int code = sqlite3_errcode(db);
    reel::error e{reel::errc::internal, std::string{"the memory of conversations failed: "} + sqlite3_errmsg(db)};
    return std::move(e).with_status(code);
}

/// SQLite would make it with what the umask leaves, and its other files with the mode of this one.
reel::result<void> make_private(const std::filesystem::path& file)
{
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool fine = fd >= 0 && ::fchmod(fd, 0600) == 0;
    const int code = errno;
    if (fd >= 0)
        ::close(fd);
    if (fine)
        return {};
    return reel::error{reel::errc::internal,
                       "cannot open " + file.string() + ": " + std::error_code{code, std::system_category()}.message()};
}

} // namespace

void statement::finalize::operator()(sqlite3_stmt* s) const noexcept
{
    sqlite3_finalize(s);
}

void statement::restart()
{
    sqlite3_reset(prepared_.get());
    sqlite3_clear_bindings(prepared_.get());
}

void statement::set(int index, std::int64_t value)
{
    sqlite3_bind_int64(prepared_.get(), index, value);
}

void statement::set(int index, std::string_view value)
{
    sqlite3_bind_text64(prepared_.get(), index, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
}

void statement::set(int index, std::nullptr_t)
{
    sqlite3_bind_null(prepared_.get(), index);
}

reel::result<bool> statement::step()
{
    const int code = sqlite3_step(prepared_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
    {
        sqlite3_reset(prepared_.get()); // an open statement would hold its snapshot, and the log would grow behind it
        return false;
    }
    auto e = failure(sqlite3_db_handle(prepared_.get()));
    sqlite3_reset(prepared_.get());
    return e;
}

reel::result<void> statement::run()
{
    for (;;)
    {
        const auto row = step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
    }
}

std::int64_t statement::number(int column) const
{
    return sqlite3_column_int64(prepared_.get(), column);
}

std::string statement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.get(), column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column)))
                : std::string{};
}

void database::close::operator()(sqlite3* db) const noexcept
{
    sqlite3_close_v2(db);
}

reel::result<database> database::open(const std::filesystem::path& file)
{
    if (auto made = make_private(file); !made)
        return made.error();
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database out;
    out.open_.reset(raw);
    if (!raw)
        return reel::error{reel::errc::internal, "not enough memory to open " + file.string()};
    if (code != SQLITE_OK)
        return failure(raw);
    sqlite3_busy_timeout(raw, 250); // somebody looks into it with another program; the loop waits meanwhile
    for (const auto* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON"})
        if (auto done = out.execute(pragma); !done)
            return done.error();
    return out;
}

reel::result<void> database::execute(const std::string& sql)
{
    if (sqlite3_exec(open_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(open_.get());
    return {};
}

reel::result<statement> database::prepare(std::string_view sql)
{
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(open_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw,
                           nullptr) != SQLITE_OK)
        return failure(open_.get());
    return statement{raw};
}

std::int64_t database::inserted() const
{
    return ::sqlite3_changes(open_.get()) == 0 ? 0 : ::sqlite3_last_insert_rowid(open_.get());
}

reel::result<std::int64_t> database::number(std::string_view sql)
{
    auto asked = prepare(sql);
    if (!asked)
        return asked.error();
    const auto row = asked->step();
    if (!row)
        return row.error();
    return *row ? asked->number(0) : 0;
}

transaction::~transaction()
{
    if (begun_ && !done_)
        (void)db_.execute("ROLLBACK");
}

reel::result<void> transaction::commit()
{
    auto committed = db_.execute("COMMIT");
    done_ = committed.has_value();
    return committed;
}

bool is_corruption(const reel::error& e) noexcept
{
    const int primary = e.status() & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

} // namespace reeld::conversation
