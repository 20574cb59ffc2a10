// SPDX-License-Identifier: MIT
// Answers as servers write them, and what the decoder makes of them however they are split.
#pragma once

#include "core/model/stream_decoder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace model_test
{

/// "data: {…}\n\n" with one choice.
inline std::string chunk(std::string_view delta, std::string_view finish_reason = "null")
{
    return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" +
           std::string{delta} + ",\"finish_reason\":" + std::string{finish_reason} + "}]}\n\n";
}
inline std::string text_chunk(std::string_view json_text)
{
    return chunk("{\"content\":\"" + std::string{json_text} + "\"}");
}
inline std::string calls_chunk(std::string_view calls)
{
    return chunk("{\"tool_calls\":[" + std::string{calls} + "]}");
}
inline const std::string stop = chunk("{}", "\"stop\"");
inline const std::string done = "data: [DONE]\n\n";

inline std::string whole(std::string_view message, std::string_view finish_reason = "stop")
{
    return "{\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":" +
           std::string{message} + ",\"finish_reason\":\"" + std::string{finish_reason} +
           "\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
}

struct decoded
{
    reel::result<reeld::model::reply> got = reel::error{};
    std::vector<std::string> heard;
};

inline decoded decode_by(std::string_view body, std::size_t step)
{
    decoded out;
    reeld::model::stream_decoder decoder{[&](std::string_view piece) { out.heard.emplace_back(piece); }};
    for (std::size_t at = 0; at < body.size(); at += step)
        if (auto taken = decoder.write(body.substr(at, step)); !taken)
        {
            out.got = taken.error();
            return out;
        }
    out.got = decoder.finish();
    return out;
}

/// Whole, byte by byte, and by sevens: all must agree, and what was heard must be the text.
inline decoded decode(std::string_view body)
{
    auto out = decode_by(body, body.size());
    for (const std::size_t step : {1, 7})
    {
        const auto other = decode_by(body, step);
        BOOST_REQUIRE(out.got.has_value() == other.got.has_value());
        if (out.got)
            BOOST_TEST(out.got->said.text == other.got->said.text);
        else
            BOOST_TEST(out.got.error().message() == other.got.error().message());
    }
    std::string heard;
    for (const auto& piece : out.heard)
        heard += piece;
    if (out.got)
        BOOST_TEST(heard == out.got->said.text);
    return out;
}

/// "id name(arguments); …"
inline std::string calls_in(const decoded& d)
{
    std::string out;
    BOOST_REQUIRE_MESSAGE(d.got, d.got.error().message());
    for (const auto& call : d.got->said.calls)
        out += (out.empty() ? "" : "; ") + call.id + " " + call.name + "(" + call.arguments + ")";
    return out;
}

inline std::string failure_of(const decoded& d)
{
    return d.got ? "no error" : std::string{to_string(d.got.error().kind())} + ": " + d.got.error().message();
}

} // namespace model_test
