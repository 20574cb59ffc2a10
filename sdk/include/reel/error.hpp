// SPDX-License-Identifier: MIT
// Expected failures are values: every operation that can fail returns result<T>. An error has one clear sentence for
// the person or model that asked, and apart from it what only a log may show: the upstream's own words, a cause, a
// status.
#pragma once

#include <reel/export.hpp>

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel
{

/// What kind of failure, as far as a caller can act on it.
enum class errc : std::uint8_t
{
    internal,     ///< a defect of ours
    connection,   ///< the upstream could not be reached, or hung up
    timeout,      ///< no answer within the deadline
    unauthorized, ///< the upstream refused our credentials (401)
    upstream,     ///< the upstream answered with another failure status
    validation,   ///< the upstream's answer has the wrong shape
    unconfigured, ///< an option that is needed to run is not set
    not_ready,    ///< still loading; try again in a moment
    bad_argument, ///< the caller's arguments are wrong; the message says which and what was expected
    permission,   ///< the caller may not do this
    cancelled,    ///< the caller went away, or the daemon is stopping
    unavailable,  ///< nobody here can do this (no such tool, no such capability)
    unconfirmed,  ///< nothing was done: a person has to agree first; the message says to what
};

/// The stable, lower-case name of a kind ("bad_argument"), for logs, metrics and JSON.
REEL_API std::string_view to_string(errc kind) noexcept;

/// One failure. A value; cheap to move. `message()` never holds a secret or text of an upstream.
class REEL_API error
{
public:
    error() = default; ///< internal, "unknown error"
    error(errc kind, std::string message);

    /// The failure that a Boost.System or standard error code of a socket operation stands for: `cancelled` for an
    /// aborted operation, else `connection` with "`what`: <text of the code>".
    static error from(const std::error_code& code, std::string_view what);

    errc kind() const noexcept { return kind_; }
    const std::string& message() const noexcept { return message_; }

    /// HTTP status of the upstream, 0 when there was none.
    int status() const noexcept { return status_; }
    /// What the upstream said, shortened and without markup. Untrusted: for logs and operators, fenced before a model
    /// sees it.
    const std::string& upstream_text() const noexcept { return upstream_text_; }
    /// When the upstream asked to come back.
    const std::optional<std::chrono::seconds>& retry_after() const noexcept { return retry_after_; }
    /// Nothing of the request was sent: it can be repeated whatever it asks for.
    bool unsent() const noexcept { return unsent_; }
    /// JSON pointer (RFC 6901) into the offending arguments or answer, empty when none.
    const std::string& pointer() const noexcept { return pointer_; }

    error&& with_status(int status) &&;
    error&& with_upstream_text(std::string text) &&;
    error&& with_retry_after(std::optional<std::chrono::seconds> delay) &&;
    error&& with_unsent(bool unsent) &&;
    error&& at(std::string json_pointer) &&;

    /// Everything but secrets on one line: kind, message, pointer, status, upstream text. For logs.
    std::string describe() const;

private:
    errc kind_ = errc::internal;
    bool unsent_ = false;
    int status_ = 0;
    std::string message_ = "unknown error";
    std::string upstream_text_;
    std::string pointer_;
    std::optional<std::chrono::seconds> retry_after_;
};

template <class T>
using result = boost::system::result<T, error>;

/// Called by result<T>::value() on an error: throws std::runtime_error with `e.describe()`.
[[noreturn]] REEL_API void throw_exception_from_error(const error& e, const boost::source_location& where);

} // namespace reel
