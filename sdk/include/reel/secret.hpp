// SPDX-License-Identifier: MIT
// A token or password. It prints as "***" everywhere; the only way to its text is to ask for it by name.
#pragma once

#include <reel/export.hpp>

#include <string>
#include <string_view>

namespace reel
{

/// Movable, copyable; the memory is overwritten on destruction. There is no operator<< and no conversion on purpose.
class REEL_API secret
{
public:
    secret() = default;
    explicit secret(std::string text) noexcept;
    secret(const secret&) = default;
    secret(secret&& other) noexcept
    {
        text_.swap(other.text_);
    } // a short text would stay behind in a moved-from string
    secret& operator=(const secret&);
    secret& operator=(secret&&) noexcept;
    ~secret();

    bool empty() const noexcept { return text_.empty(); }
    /// The text itself: for a request header, never for a log, URL or message.
    const std::string& reveal() const noexcept { return text_; }
    /// Compares in constant time for equal lengths.
    bool matches(std::string_view candidate) const noexcept;

private:
    std::string text_;
};

} // namespace reel
