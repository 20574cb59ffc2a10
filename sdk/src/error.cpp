// SPDX-License-Identifier: MIT
#include <reel/error.hpp>

#include <asio/error.hpp>

#include <stdexcept>
#include <utility>

namespace reel
{

std::string_view to_string(errc kind) noexcept
{
    switch (kind)
    {
    case errc::internal:
        return "internal";
    case errc::connection:
        return "connection";
    case errc::timeout:
        return "timeout";
    case errc::unauthorized:
        return "unauthorized";
    case errc::upstream:
        return "upstream";
    case errc::validation:
        return "validation";
    case errc::unconfigured:
        return "unconfigured";
    case errc::not_ready:
        return "not_ready";
    case errc::bad_argument:
        return "bad_argument";
    case errc::permission:
        return "permission";
    case errc::cancelled:
        return "cancelled";
    case errc::unavailable:
        return "unavailable";
    case errc::unconfirmed:
        return "unconfirmed";
    }
    return "internal";
}

error::error(errc kind, std::string message) : kind_{kind}, message_{std::move(message)} {}

error error::from(const std::error_code& code, std::string_view what)
{
    if (code == asio::error::operation_aborted)
        return {errc::cancelled, std::string{what} + ": cancelled"};
    if (code == asio::error::timed_out)
        return {errc::timeout, std::string{what} + ": timed out"};
    return {errc::connection, std::string{what} + ": " + code.message()};
}

error&& error::with_status(int status) &&
{
    status_ = status;
    return std::move(*this);
}

error&& error::with_upstream_text(std::string text) &&
{
    upstream_text_ = std::move(text);
    return std::move(*this);
}

error&& error::with_retry_after(std::optional<std::chrono::seconds> delay) &&
{
    retry_after_ = delay;
    return std::move(*this);
}

error&& error::with_unsent(bool unsent) &&
{
    unsent_ = unsent;
    return std::move(*this);
}

error&& error::at(std::string json_pointer) &&
{
    pointer_ = std::move(json_pointer);
    return std::move(*this);
}

std::string error::describe() const
{
    std::string out{to_string(kind_)};
    out += ": " + message_;
    if (!pointer_.empty())
        out += " (at " + pointer_ + ")";
    if (status_)
        out += " [status " + std::to_string(status_) + "]";
    if (!upstream_text_.empty())
        out += " [upstream said: " + upstream_text_ + "]";
    return out;
}

void throw_exception_from_error(const error& e, const boost::source_location&)
{
    throw std::runtime_error{e.describe()};
}

} // namespace reel
