// SPDX-License-Identifier: MIT
// As much of SQLite as the memory needs, with its objects owned and its errors as values. One thread.
#pragma once

#include <reel/error.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace reeld::conversation
{

/// A prepared statement. Run it: bind, then step until false; it starts anew at the next bind.
class statement
{
public:
    statement() = default;
    explicit statement(sqlite3_stmt* prepared) : prepared_{prepared} {}

    /// Parameters from ?1 on. Texts must live until the last step.
    template <class... Values>
    statement& bind(const Values&... values)
    {
        restart();
        int index = 0;
        (set(++index, values), ...);
        return *this;
    }

    /// True: there is a row to read. False: that was all.
    reel::result<bool> step();
    /// For statements without rows.
    reel::result<void> run();

    std::int64_t number(int column) const;
    std::string text(int column) const; ///< "" for NULL

private:
    void restart();
    void set(int index, std::int64_t value);
    void set(int index, std::string_view value);
    void set(int index, std::nullptr_t);

    struct finalize
    {
        void operator()(sqlite3_stmt* s) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, finalize> prepared_;
};

/// An open file. Outlives its statements.
class database
{
public:
    /// Made with mode 0600 when it is not there. Write-ahead logging: a transaction is whole or not there, whenever the
    /// process dies.
    static reel::result<database> open(const std::filesystem::path& file);

    reel::result<void> execute(const std::string& sql);
    reel::result<statement> prepare(std::string_view sql);
    reel::result<std::int64_t> number(std::string_view sql); ///< the first column of the first row
    std::int64_t
    inserted() const; ///< the row of the last INSERT, if that added one; else 0. RETURNING costs a temporary table

private:
    struct close
    {
        void operator()(sqlite3* db) const noexcept;
    };
    std::unique_ptr<sqlite3, close> open_;
};

/// A transaction: rolled back unless it was committed.
class transaction
{
public:
    explicit transaction(database& db) : db_{db}, begun_{db.execute("BEGIN IMMEDIATE")} {}
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    ~transaction();

    const reel::result<void>& begun() const noexcept { return begun_; }
    reel::result<void> commit();

private:
    database& db_;
    reel::result<void> begun_;
    bool done_ = false;
};

/// Whether an error says that the file is no database, or a broken one.
bool is_corruption(const reel::error& e) noexcept;

} // namespace reeld::conversation
