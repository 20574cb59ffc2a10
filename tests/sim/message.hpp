// SPDX-License-Identifier: MIT
// Requests and replies of the simulated services, as values. A body is a list of pieces, most of them views of text that
// was rendered at the start: sending a library of 220 MB copies nothing but what the kernel copies.
#pragma once

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace reel_sim
{

using parameters = std::vector<std::pair<std::string, std::string>>;

struct request
{
    std::string method;
    std::string path;   ///< percent-decoded
    parameters query;   ///< percent-decoded, in order
    parameters headers; ///< names in lower case
    std::string body;

    /// First value of a header (lower-case name) or of a query argument, "" when absent.
    std::string_view header(std::string_view name) const noexcept;
    std::optional<std::string_view> argument(std::string_view name) const noexcept;
    /// A parameter that may be sent as a header or in the query; the query wins.
    std::optional<std::string_view> either(std::string_view query_name, std::string_view header_name) const noexcept;
};

/// Movable; views stay valid when it moves.
class body
{
public:
    body() = default;
    body(std::string text) { append(std::move(text)); } // NOLINT: a string is a body

    void append(std::string text);
    /// `text` must live as long as the simulator. Adjacent views become one.
    void append_view(std::string_view text);
    void append(body other);
    /// The last `n` bytes go; they must be within the last piece.
    void drop_back(std::size_t n);

    const std::vector<std::string_view>& pieces() const noexcept { return pieces_; }
    std::size_t size() const noexcept { return size_; }
    std::string text() const;

private:
    std::vector<std::unique_ptr<const std::string>> owned_;
    std::vector<std::string_view> pieces_;
    std::size_t size_ = 0;
};

/// A piece of a body that is sent while it is made.
struct frame
{
    std::string text;
    std::chrono::milliseconds after{0}; ///< the one before
};

enum class ending : std::uint8_t
{
    complete,
    cut,   ///< the connection is closed in the middle
    stall, ///< nothing more comes
};

struct reply
{
    int status = 200;
    std::string content_type; ///< empty: none is sent
    parameters headers;
    reel_sim::body body;
    bool event_stream = false;     ///< the body is whatever happens, until the client hangs up
    std::vector<frame> frames;     ///< not empty: sent as chunks, instead of the body
    ending end = ending::complete; ///< of the frames
    std::function<std::optional<reply>()>
        later{}; ///< when set: asked again and again for the reply in place of this one

    static reply json(std::string text, int status = 200);
    static reply html(std::string text, int status = 200);
};

std::string_view reason(int status) noexcept;

/// The whole text as a number, or nothing.
template <class Number = std::uint32_t>
std::optional<Number> parse_number(std::optional<std::string_view> text)
{
    Number n{};
    if (!text)
        return std::nullopt;
    const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), n);
    return ec == std::errc{} && end == text->data() + text->size() ? std::optional<Number>{n} : std::nullopt;
}

std::string percent_decode(std::string_view text, bool plus_is_space);
parameters parse_query(std::string_view text);
/// The header block of a request, without the empty line at its end; nothing when it is not HTTP/1.
std::optional<request> parse_request(std::string_view head);

} // namespace reel_sim
