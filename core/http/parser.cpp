// SPDX-License-Identifier: MIT
#include "core/http/parser.hpp"

#include "core/http/text.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>

template class boost::beast::http::basic_parser<true>;
template class boost::beast::http::basic_parser<false>;

namespace reeld::http
{

namespace beast = boost::beast::http;

namespace
{

constexpr std::size_t field_overhead = 4; // ": " and the line's end
constexpr std::size_t max_reserved = 1 << 20;

// Boost 1.81 asserts, in basic_parser::parse_chunk_header(), that a last chunk is never looked at twice with less
// than this; a client that sends "0\r\n" and waits would end the process where assertions are compiled in. Waiting for as
// much costs nothing: wherever a chunked body is not complete, at least "0\r\n\r\n" is still to come.
constexpr std::size_t least_of_chunks = 5;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// False for a broken escape and for a NUL, which ends strings in places that do not expect it.
bool percent_decode(std::string& out, std::string_view in)
{
    out.clear();
    for (std::size_t i = 0; i < in.size(); ++i)
    {
        char c = in[i];
        if (c == '%')
        {
            if (i + 2 >= in.size() || hex(in[i + 1]) < 0 || hex(in[i + 2]) < 0)
                return false;
            c = static_cast<char>(hex(in[i + 1]) * 16 + hex(in[i + 2]));
            i += 2;
            if (c == '\0')
                return false;
        }
        out.push_back(c);
    }
    return true;
}

/// "GET / HTTP/2.0": well formed, but not a version that is spoken here.
bool speaks_another_version(std::string_view bytes)
{
    const auto line = bytes.substr(0, bytes.find('\r'));
    const auto at = line.rfind(" HTTP/");
    if (at == std::string_view::npos || line.size() != at + 9)
        return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return digit(line[at + 6]) && line[at + 7] == '.' && digit(line[at + 8]);
}

/// "http://host:1/path" -> "host:1", leaving "/path" in `target`; empty for another form.
std::string_view take_authority(std::string_view& target)
{
    for (const std::string_view scheme : {"http://", "https://"})
    {
        if (!iequals(target.substr(0, scheme.size()), scheme))
            continue;
        target.remove_prefix(scheme.size());
        const auto authority = target.substr(0, target.find_first_of("/?"));
        target.remove_prefix(authority.size());
        return authority;
    }
    return {};
}

} // namespace

// ---- requests -------------------------------------------------------------------------------------------------------

request_parser::request_parser(request& into, std::size_t max_header, std::size_t max_body)
    : request_{into}, header_room_{max_header}
{
    header_limit(static_cast<std::uint32_t>(max_header));
    body_limit(max_body);
    request_.headers.clear();
    request_.body.clear();
    request_.captures.clear();
}

std::size_t request_parser::put(std::string_view bytes)
{
    if (is_header_done() && chunked() && bytes.size() < least_of_chunks)
        return 0;
    eager(is_header_done());
    error_code ec;
    const auto taken = basic_parser::put({bytes.data(), bytes.size()}, ec);
    if (!ec || ec == beast::error::need_more || refused_)
        return taken;
    if (ec == beast::error::header_limit)
        refuse_for_size();
    else if (ec == beast::error::body_limit)
        refused_ = {413, "the body is too large"};
    else if (ec == beast::error::bad_version && speaks_another_version(bytes))
        refused_ = {505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
    else
        refused_ = {400, "not a well-formed HTTP/1.1 request"};
    return taken;
}

void request_parser::refuse_for_size()
{
    if (is_header_done())
        refused_ = {400, "a chunk's header is too large"};
    else if (version_ == 0)
        refused_ = {414, "the request line is too long"};
    else
        refused_ = {431, "the header is too large"};
}

void request_parser::refuse(int status, std::string_view why, error_code& ec)
{
    refused_ = {status, why};
    ec = beast::error::bad_value;
}

void request_parser::on_request_impl(beast::verb, text method, text target, int version, error_code& ec)
{
    version_ = version;
    request_.method.assign(method.data(), method.size());
    auto rest = view(target);
    authority_ = take_authority(rest);
    if (authority_.empty() && !rest.starts_with('/'))
        return refuse(400, "the request's target is not a path", ec);
    rest = rest.substr(0, rest.find('#'));
    const auto path = rest.substr(0, rest.find('?'));
    request_.query = path.size() < rest.size() ? rest.substr(path.size() + 1) : std::string_view{};
    if (!percent_decode(request_.path, path.empty() ? "/" : path))
        refuse(400, "the request's path has a broken escape", ec);
}

void request_parser::on_field_impl(field name, text original, text value, error_code& ec)
{
    const auto size = original.size() + value.size() + field_overhead;
    if (size > header_room_)
    {
        ec = beast::error::header_limit;
        return;
    }
    header_room_ -= size;
    if (is_header_done()) // a trailer: it comes too late to mean anything
        return;

    switch (name)
    {
    case field::host:
        ++hosts_;
        break;
    case field::content_length:
        ++lengths_;
        break;
    case field::transfer_encoding:
        ++encodings_;
        plainly_chunked_ = iequals(view(value), "chunked");
        break;
    case field::expect:
        (iequals(view(value), "100-continue") ? expects_continue_ : expects_else_) = true;
        break;
    default:
        break;
    }
    request_.headers.emplace_back(std::piecewise_construct, std::forward_as_tuple(original.data(), original.size()),
                                  std::forward_as_tuple(value.data(), value.size()));
}

// Where two readers of the same bytes could disagree about where a request ends, or for whom it is, it is refused.
void request_parser::on_header_impl(error_code& ec)
{
    if (encodings_ > 0 && (encodings_ > 1 || !plainly_chunked_ || lengths_ > 0))
        return refuse(400, "the body's length is ambiguous: only 'Transfer-Encoding: chunked' is understood", ec);
    if (encodings_ > 0 && http_1_0())
        return refuse(400, "HTTP/1.0 has no Transfer-Encoding", ec);
    if (lengths_ > 1)
        return refuse(400, "more than one Content-Length", ec);
    if (hosts_ > 1 || (hosts_ == 0 && !http_1_0()))
        return refuse(400, "exactly one Host is needed", ec);
    if (!authority_.empty() && hosts_ == 1 && !iequals(authority_, request_.header("Host")))
        return refuse(400, "the target and the Host header disagree", ec);
    if (expects_else_)
        return refuse(417, "only 'Expect: 100-continue' is understood", ec);
    expects_continue_ = expects_continue_ && !http_1_0();
}

void request_parser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&)
{
    if (length)
        request_.body.reserve(std::min<std::uint64_t>(*length, max_reserved)); // not on the client's word alone
}

std::size_t request_parser::on_body_impl(text piece, error_code&)
{
    request_.body.append(piece.data(), piece.size());
    return piece.size();
}

std::size_t request_parser::on_chunk_body_impl(std::uint64_t, text piece, error_code& ec)
{
    return on_body_impl(piece, ec);
}

// ---- responses ------------------------------------------------------------------------------------------------------

response_parser::response_parser(std::size_t max_header, bool to_head) : header_room_{max_header}
{
    header_limit(static_cast<std::uint32_t>(max_header));
    body_limit(boost::none); // whoever takes the pieces counts them
    skip(to_head);
    eager(false);
}

std::size_t response_parser::put(std::string_view bytes)
{
    piece_ = {};
    if (is_header_done() && chunked() && bytes.size() < least_of_chunks)
        return 0;
    error_code ec;
    const auto taken = basic_parser::put({bytes.data(), bytes.size()}, ec);
    judge(ec);
    return taken;
}

void response_parser::put_eof()
{
    piece_ = {};
    error_code ec;
    basic_parser::put_eof(ec);
    judge(ec);
}

void response_parser::judge(const error_code& ec)
{
    if (!ec || ec == beast::error::need_more || !failed_.empty())
        return;
    if (ec == beast::error::header_limit)
        failed_ = "its header is too large";
    else if (ec == beast::error::partial_message)
        failed_ = "it ended in the middle";
    else
        failed_ = "it is not HTTP/1.1";
}

std::optional<std::uint64_t> response_parser::length() const
{
    const auto found = content_length();
    return found ? std::optional<std::uint64_t>{*found} : std::nullopt;
}

void response_parser::on_response_impl(int status, text, int, error_code&)
{
    status_ = status;
}

void response_parser::on_field_impl(field name, text original, text value, error_code& ec)
{
    const auto size = original.size() + value.size() + field_overhead;
    if (size > header_room_)
    {
        ec = beast::error::header_limit;
        return;
    }
    header_room_ -= size;
    if (is_header_done())
        return;
    if (name == field::transfer_encoding)
    {
        ++encodings_;
        plainly_chunked_ = iequals(view(value), "chunked");
    }
    headers_.emplace_back(std::piecewise_construct, std::forward_as_tuple(original.data(), original.size()),
                          std::forward_as_tuple(value.data(), value.size()));
}

void response_parser::on_header_impl(error_code& ec)
{
    if (encodings_ == 0 || (encodings_ == 1 && plainly_chunked_))
        return;
    failed_ = "its Transfer-Encoding is not 'chunked'";
    ec = beast::error::bad_transfer_encoding;
}

std::size_t response_parser::on_body_impl(text piece, error_code&)
{
    piece_ = view(piece);
    return piece.size();
}

std::size_t response_parser::on_chunk_body_impl(std::uint64_t, text piece, error_code& ec)
{
    return on_body_impl(piece, ec);
}

} // namespace reeld::http
