// SPDX-License-Identifier: MIT
// Structured logging: a sentence that never varies, and fields that do. The core decides where it goes (journal,
// stderr).
//
//     log.warn("Section could not be read", {{"section", title}, {"error", e.describe()}});
#pragma once

#include <reel/export.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace reel
{

enum class log_level : std::uint8_t
{
    debug,
    info,
    warn,
    error
};

/// One field of a record. The key is a literal; the value is copied only if the record is kept.
struct log_field
{
    template <std::integral T>
    log_field(std::string_view key, T value) : key{key}, value{static_cast<std::int64_t>(value)}
    {}
    log_field(std::string_view key, bool value) : key{key}, value{value} {}
    log_field(std::string_view key, double value) : key{key}, value{value} {}
    log_field(std::string_view key, std::string_view value) : key{key}, value{value} {}
    log_field(std::string_view key, const std::string& value) : key{key}, value{std::string_view{value}} {}
    log_field(std::string_view key, const char* value) : key{key}, value{std::string_view{value}} {}
    template <class Rep, class Period>
    log_field(std::string_view key, std::chrono::duration<Rep, Period> value)
        : key{key}, value{std::chrono::duration<double>(value).count()}
    {}

    std::string_view key;
    std::variant<bool, std::int64_t, double, std::string_view> value;
};

/// Where records go. Implemented by the core and by tests; callable from any thread.
class REEL_API log_sink
{
public:
    virtual ~log_sink();
    virtual bool enabled(log_level level) const noexcept = 0;
    /// `scope` says who speaks: "core", or the name of a plugin's instance.
    virtual void write(log_level level, std::string_view scope, std::string_view message,
                       std::span<const log_field> fields) = 0;
};

/// A cheap value bound to a sink and a scope. The sink must outlive it. Any thread.
class REEL_API logger
{
public:
    using fields = std::initializer_list<log_field>;

    logger(log_sink& sink, std::string scope);

    bool enabled(log_level level) const noexcept { return sink_->enabled(level); }
    void debug(std::string_view message, fields f = {}) const { write(log_level::debug, message, f); }
    void info(std::string_view message, fields f = {}) const { write(log_level::info, message, f); }
    void warn(std::string_view message, fields f = {}) const { write(log_level::warn, message, f); }
    void error(std::string_view message, fields f = {}) const { write(log_level::error, message, f); }
    void write(log_level level, std::string_view message, fields f) const;

    const std::string& scope() const noexcept { return scope_; }

private:
    log_sink* sink_;
    std::string scope_;
};

} // namespace reel
