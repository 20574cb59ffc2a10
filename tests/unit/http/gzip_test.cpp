// SPDX-License-Identifier: MIT
#include "core/http/gzip.hpp"

#include "tests/unit/http/client_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <zlib.h>

using namespace reel_test;
using reel::awaitable;
using reeld::http::inflater;

namespace
{

constexpr int gzip = MAX_WBITS + 16, zlib = MAX_WBITS, bare = -MAX_WBITS;

std::string deflated(std::string_view text, int window)
{
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

/// Offers `in` in steps of `step`, with room for 7 bytes at a time.
std::string inflated(std::string_view in, std::size_t step, enum inflater::status& status)
{
    inflater decoder;
    std::string out;
    std::array<char, 7> room;
    for (std::size_t at = 0; at < in.size(); at += step)
    {
        auto piece = in.substr(at, step);
        for (std::size_t n = room.size(); !piece.empty() || n == room.size();)
        {
            n = decoder.decode(piece, room);
            out.append(room.data(), n);
            if (decoder.status() == inflater::status::corrupt)
                break;
        }
    }
    status = decoder.status();
    return out;
}

const std::string text = "The Expanse, The Expanse, Severance, The Expanse, and again The Expanse.";

} // namespace

BOOST_AUTO_TEST_SUITE(decoding)

BOOST_AUTO_TEST_CASE(every_form_is_decoded_in_any_pieces)
{
    for (const int window : {gzip, zlib, bare})
        for (const std::size_t step : {1, 2, 10, 1000})
        {
            enum inflater::status status{};
            BOOST_TEST(inflated(deflated(text, window), step, status) == text);
            BOOST_TEST((status == inflater::status::done));
        }
}

BOOST_AUTO_TEST_CASE(joined_gzip_members_are_one_text)
{
    enum inflater::status status{};
    BOOST_TEST(inflated(deflated(text, gzip) + deflated("more", gzip), 5, status) == text + "more");
}

BOOST_AUTO_TEST_CASE(a_cut_and_a_broken_stream_are_told_apart)
{
    enum inflater::status status{};
    auto bytes = deflated(text, gzip);
    inflated(std::string_view{bytes}.substr(0, bytes.size() - 3), 1000, status);
    BOOST_TEST((status == inflater::status::more));
    bytes[bytes.size() - 6] ^= 1; // the checksum
    inflated(bytes, 1000, status);
    BOOST_TEST((status == inflater::status::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(compressed_answers, client_fixture)

namespace
{

std::unique_ptr<upstream> compressed(asio::io_context& io, std::string body, std::string encoding)
{
    return std::make_unique<upstream>(
        io, [answer = reply(body, "Content-Encoding: " + encoding + "\r\n")](raw_socket& peer, int) -> awaitable<void> {
            while (!(co_await read_request(peer)).empty())
                co_await peer.write(answer);
        });
}

} // namespace

BOOST_AUTO_TEST_CASE(a_compressed_answer_is_decoded)
{
    const auto up = compressed(io, deflated(text, gzip), "gzip");
    BOOST_TEST(get(up->url()).value().body == text);
    const auto other = compressed(io, deflated(text, bare), "deflate");
    BOOST_TEST(get(other->url()).value().body == text);
}

BOOST_AUTO_TEST_CASE(a_body_that_swells_over_the_bound_is_an_error)
{
    const auto up = compressed(io, deflated(std::string(8'000'000, 'x'), gzip), "gzip");
    auto what = request(up->url());
    what.max_body = 1 << 20;
    BOOST_TEST(send(what).error().message().ends_with("it is larger than 1 MiB"));
}

BOOST_AUTO_TEST_CASE(a_streamed_body_is_decoded_in_pieces)
{
    const auto up = compressed(io, deflated(std::string(5'000'000, 'x'), gzip), "gzip");
    std::size_t total = 0, largest = 0;
    const reel::body_sink sink = [&](std::string_view piece) -> reel::result<void> {
        total += piece.size();
        largest = std::max(largest, piece.size());
        return {};
    };
    BOOST_TEST(run(io, client().send(request(up->url()), sink)).has_value());
    BOOST_TEST(total == 5'000'000u);
    BOOST_TEST(largest <= 64u * 1024u);
}

BOOST_AUTO_TEST_CASE(a_corrupt_or_unknown_encoding_is_an_error)
{
    const auto corrupt = compressed(io, "\x1f\x8b not gzip at all", "gzip");
    BOOST_TEST(get(corrupt->url()).error().message().ends_with("its compressed body is corrupt"));
    const auto unknown = compressed(io, "x", "br");
    BOOST_TEST(get(unknown->url()).error().message().ends_with("its Content-Encoding is not understood"));
}

BOOST_AUTO_TEST_SUITE_END()
