// SPDX-License-Identifier: MIT
// HTTP/1.1 messages out of bytes, without I/O: Boost.Beast's parser, and on top of it the rules against request smuggling
// that Beast leaves to its users. One parser per message; it refers to no bytes after put() has returned.
#pragma once

#include "core/http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

extern template class boost::beast::http::basic_parser<true>;
extern template class boost::beast::http::basic_parser<false>;

namespace reeld::http
{

/// Why a request is not served: the status to answer with, and one sentence.
struct refusal
{
    int status = 400;
    std::string_view why;
};

/// Fills a request. Its strings keep their capacity from one message to the next.
class request_parser final : private boost::beast::http::basic_parser<true>
{
public:
    request_parser(request& into, std::size_t max_header, std::size_t max_body);

    /// Takes what it can of `bytes` and returns how many; offer the rest again, in one piece with what follows. Stops after
    /// the header, so that a request can be refused before its body is read. Not to be called when done() or refused().
    std::size_t put(std::string_view bytes);

    bool header_done() const { return is_header_done(); }
    bool done() const { return is_done(); }
    const std::optional<refusal>& refused() const noexcept { return refused_; }
    /// Makes a limit that the reader ran into (a buffer that is full) a refusal.
    void refuse_for_size();

    // Once the header is done:
    bool keep_alive() const { return basic_parser::keep_alive(); }
    bool http_1_0() const { return version_ == 10; }
    bool expects_continue() const noexcept { return expects_continue_; }

private:
    using error_code = boost::beast::error_code;
    using text = boost::beast::string_view;
    using field = boost::beast::http::field;

    void refuse(int status, std::string_view why, error_code& ec);
    void on_request_impl(boost::beast::http::verb, text method, text target, int version, error_code& ec) override;
    void on_field_impl(field name, text original, text value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& ec) override;
    std::size_t on_body_impl(text piece, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t, text piece, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int, text, int, error_code&) override {}

    request& request_;
    std::optional<refusal> refused_;
    std::size_t header_room_; // bytes of header fields that may still come
    std::string authority_;   // of a target in absolute form
    int version_ = 0;         // 10 or 11; 0 before the request line is complete
    unsigned hosts_ = 0;
    unsigned lengths_ = 0;
    unsigned encodings_ = 0;
    bool plainly_chunked_ = false;
    bool expects_continue_ = false;
    bool expects_else_ = false;
};

/// Reads a response. The body is handed on as views into the bytes that were put: nothing is copied.
class response_parser final : private boost::beast::http::basic_parser<false>
{
public:
    /// `to_head`: the response to a HEAD request, which has no body whatever its header says.
    response_parser(std::size_t max_header, bool to_head);

    /// As request_parser::put(), and stops after each piece of the body.
    std::size_t put(std::string_view bytes);
    /// The peer has closed: a body without length is complete then, anything else fails.
    void put_eof();
    /// What the last put() found of the body; a view into its bytes.
    std::string_view piece() const noexcept { return piece_; }

    bool started() const { return got_some(); }
    bool header_done() const { return is_header_done(); }
    bool done() const { return is_done(); }
    /// Empty, or what is wrong: "its header is too large".
    std::string_view failed() const noexcept { return failed_; }

    int status() const noexcept { return status_; }
    bool keep_alive() const { return basic_parser::keep_alive(); }
    std::optional<std::uint64_t> length() const;
    std::vector<std::pair<std::string, std::string>>& headers() noexcept { return headers_; }

private:
    using error_code = boost::beast::error_code;
    using text = boost::beast::string_view;
    using field = boost::beast::http::field;

    void on_response_impl(int status, text reason, int version, error_code& ec) override;
    void on_field_impl(field name, text original, text value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    std::size_t on_body_impl(text piece, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t, text piece, error_code& ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
    void on_finish_impl(error_code&) override {}
    void on_request_impl(boost::beast::http::verb, text, text, int, error_code&) override {}

    void judge(const error_code& ec);

    int status_ = 0;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::string_view piece_;
    std::string_view failed_;
    std::size_t header_room_;
    unsigned encodings_ = 0;
    bool plainly_chunked_ = false;
};

} // namespace reeld::http
