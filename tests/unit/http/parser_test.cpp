// SPDX-License-Identifier: MIT
#include "core/http/parser.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::http;
namespace data = boost::unit_test::data;

namespace
{

struct outcome
{
    int refused = 0; ///< status; 0: accepted
    bool done = false;
    std::size_t taken = 0;
    request req;
};

/// Offers `bytes` in steps of `step`, as a socket would.
outcome parse(std::string_view bytes, std::size_t step = std::string_view::npos, std::size_t max_header = 4096,
              std::size_t max_body = 1000)
{
    outcome out;
    request_parser parser{out.req, max_header, max_body};
    std::size_t available = 0;
    while (!parser.done() && !parser.refused())
    {
        const auto offered = bytes.substr(out.taken, available - out.taken);
        const auto n = offered.empty() ? 0 : parser.put(offered);
        out.taken += n;
        if (n > 0 && out.taken < available)
            continue;
        if (parser.done() || parser.refused() || available == bytes.size())
            break;
        available += std::min(step, bytes.size() - available);
    }
    out.done = parser.done();
    if (parser.refused())
        out.refused = parser.refused()->status;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_parsing)

BOOST_AUTO_TEST_CASE(a_request_is_taken_apart)
{
    const std::string_view whole =
        "POST /a%20b/c?x=1%20&y HTTP/1.1\r\nHost: h:1\r\nX-Two:  v \r\nContent-Length: 3\r\n\r\nabcGET /";
    const auto got = parse(whole);
    BOOST_TEST(got.done);
    BOOST_TEST(got.req.method == "POST");
    BOOST_TEST(got.req.path == "/a b/c");
    BOOST_TEST(got.req.query == "x=1%20&y");
    BOOST_TEST(got.req.header("x-two") == "v");
    BOOST_TEST(got.req.headers.at(1).first == "X-Two");
    BOOST_TEST(got.req.body == "abc");
    BOOST_TEST(got.taken == whole.size() - 5, "the next request is left alone");
}

BOOST_DATA_TEST_CASE(a_request_may_arrive_in_any_pieces, data::make({1, 2, 3, 7, 50}), step)
{
    const auto got = parse("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "4\r\nwiki\r\n5;ext=1\r\npedia\r\n0\r\nTrailer: late\r\n\r\n",
                           static_cast<std::size_t>(step));
    BOOST_TEST(got.done);
    BOOST_TEST(got.req.body == "wikipedia");
    BOOST_TEST(got.req.header("Trailer") == "");
}

BOOST_AUTO_TEST_CASE(an_empty_chunked_body_may_arrive_byte_by_byte)
{
    const auto got = parse("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 1);
    BOOST_TEST(got.done);
    BOOST_TEST(got.req.body == "");
}

struct sample
{
    int status;
    std::string_view bytes;
};

std::ostream& operator<<(std::ostream& out, const sample& s)
{
    return out << s.bytes;
}

const std::vector<sample> refused_samples{
    // what two readers could understand differently
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {400, "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x3\r\n\r\nabc"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 3\r\n\r\nabc"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n"},
    // for whom
    {400, "GET / HTTP/1.1\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
    {400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"},
    {400, "GET http://evil/ HTTP/1.1\r\nHost: h\r\n\r\n"},
    // what
    {400, "GET\r\n\r\n"},
    {400, "GET / HTTP/1.1\nHost: h\n\n\r\n\r\n"},
    {400, "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "GET / FOO\r\nHost: h\r\n\r\n"},
    {400, "GET example HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "GET /%2 HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "GET /a%00b HTTP/1.1\r\nHost: h\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: h\r\nBad Name: x\r\n\r\n"},
    {400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"}, // a TLS client
    {417, "GET / HTTP/1.1\r\nHost: h\r\nExpect: a miracle\r\n\r\n"},
    {505, "GET / HTTP/2.0\r\nHost: h\r\n\r\n"},
    {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {413, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n"},
    {413, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"},
};

BOOST_DATA_TEST_CASE(a_bad_request_is_refused, data::make(refused_samples))
{
    BOOST_TEST(parse(sample.bytes).refused == sample.status);
    BOOST_TEST(parse(sample.bytes, 1).refused == sample.status, "the same, byte by byte");
}

BOOST_AUTO_TEST_CASE(a_long_request_line_is_not_a_large_header)
{
    const std::string long_text(5000, 'a');
    BOOST_TEST(parse("GET /" + long_text).refused == 414);
    BOOST_TEST(parse("GET / HTTP/1.1\r\nHost: h\r\nX: " + long_text).refused == 431);
}

BOOST_AUTO_TEST_CASE(many_small_headers_are_a_large_header)
{
    std::string bytes = "GET / HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 1000; ++i)
        bytes += "X-" + std::to_string(i) + ": 1\r\n";
    BOOST_TEST(parse(bytes + "\r\n", 100).refused == 431);
}

BOOST_AUTO_TEST_CASE(an_absolute_target_is_a_path_of_this_host)
{
    const auto got = parse("GET http://h:80?q HTTP/1.1\r\nHost: h:80\r\n\r\n");
    BOOST_TEST(got.done);
    BOOST_TEST(got.req.path == "/");
    BOOST_TEST(got.req.query == "q");
}

BOOST_AUTO_TEST_CASE(a_1_0_request_needs_no_host)
{
    BOOST_TEST(parse("GET / HTTP/1.0\r\n\r\n").done);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(response_parsing)

BOOST_AUTO_TEST_CASE(the_body_is_handed_on_in_views)
{
    response_parser parser{4096, false};
    std::string_view bytes =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nrest";
    std::string body;
    while (!parser.done())
    {
        bytes.remove_prefix(parser.put(bytes));
        BOOST_REQUIRE(parser.failed().empty());
        body += parser.piece();
    }
    BOOST_TEST(body == "abcde");
    BOOST_TEST(bytes == "rest");
    BOOST_TEST(parser.keep_alive());
}

BOOST_AUTO_TEST_CASE(a_body_without_length_ends_with_the_connection)
{
    response_parser parser{4096, false};
    std::string_view bytes = "HTTP/1.0 200 OK\r\n\r\nabc";
    bytes.remove_prefix(parser.put(bytes));
    bytes.remove_prefix(parser.put(bytes));
    BOOST_TEST(parser.piece() == "abc");
    BOOST_TEST(!parser.done());
    parser.put_eof();
    BOOST_TEST(parser.done());
    BOOST_TEST(!parser.keep_alive());
}

BOOST_AUTO_TEST_CASE(a_body_that_is_too_short_fails)
{
    response_parser parser{4096, false};
    std::string_view bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
    bytes.remove_prefix(parser.put(bytes));
    parser.put(bytes);
    parser.put_eof();
    BOOST_TEST(parser.failed() == "it ended in the middle");
}

BOOST_AUTO_TEST_CASE(a_response_to_head_has_no_body)
{
    response_parser parser{4096, true};
    parser.put("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
    BOOST_TEST(parser.done());
}

BOOST_AUTO_TEST_CASE(an_unknown_transfer_encoding_fails)
{
    response_parser parser{4096, false};
    parser.put("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
    BOOST_TEST(parser.failed() == "its Transfer-Encoding is not 'chunked'");
}

BOOST_AUTO_TEST_CASE(garbage_fails)
{
    response_parser parser{4096, false};
    parser.put("SSH-2.0-OpenSSH_9.2p1\r\n");
    BOOST_TEST(parser.failed() == "it is not HTTP/1.1");
}

BOOST_AUTO_TEST_SUITE_END()
