// SPDX-License-Identifier: MIT
// How tools and their results are written.
#include "core/mcp/headers.hpp"
#include "core/mcp/tools.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::mcp;

namespace
{

reel::bound_tool named(std::string name)
{
    reel::bound_tool out;
    out.spec.name = std::move(name);
    out.spec.input_schema = {{"type", "object"}};
    return out;
}

boost::json::value page(tool_list& list, std::string_view cursor)
{
    std::string out;
    object_writer body{out};
    BOOST_REQUIRE(list.write_page(body, reel::role::admin, cursor));
    body.end();
    return boost::json::parse(out);
}

boost::json::value written(const reel::tool_result& said)
{
    std::string out;
    object_writer body{out};
    write_result(body, said);
    body.end();
    return boost::json::parse(out);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_long_list_comes_in_pages_that_survive_a_change)
{
    reeld::tool::registry registry;
    reel::tool_set tools;
    for (int i = 100; i < 350; ++i)
        tools.push_back(named("tool_" + std::to_string(i)));
    registry.publish("many", tools).value();
    tool_list list{registry};

    const auto first = page(list, {});
    BOOST_TEST(first.at("tools").as_array().size() == 100u);
    const auto cursor = std::string{first.at("nextCursor").as_string()};
    registry.withdraw("many");
    tools.erase(tools.begin(), tools.begin() + 150);
    registry.publish("many", tools).value();

    const auto second = page(list, cursor);
    BOOST_TEST(second.at("tools").as_array().size() == 100u);
    BOOST_TEST(second.at("tools").at(0).at("name").as_string() == "tool_250");
    BOOST_TEST(!second.as_object().contains("nextCursor"));
}

BOOST_AUTO_TEST_CASE(every_kind_of_block_is_written_as_the_protocol_has_it)
{
    using kind = reel::content_block::kind;
    reel::tool_result said;
    said.content = {{kind::text, "hello", {}, {}, {}, {}},
                    {kind::image, {}, "aWk=", "image/png", {}, {}},
                    {kind::resource_link, {}, {}, {}, "x://y", "why"},
                    {kind::resource, "text", {}, "text/plain", "x://z", {}}};
    const auto out = written(said);
    const auto& blocks = out.at("content").as_array();
    BOOST_REQUIRE(blocks.size() == 4u);
    BOOST_TEST(blocks[0].at("text").as_string() == "hello");
    BOOST_TEST(blocks[1].at("mimeType").as_string() == "image/png");
    BOOST_TEST(blocks[2].at("type").as_string() == "resource_link");
    BOOST_TEST(blocks[3].at("resource").at("text").as_string() == "text");
    BOOST_TEST(!out.as_object().contains("structuredContent"));
}

BOOST_AUTO_TEST_CASE(the_text_of_an_answer_reads_back_as_the_answer)
{
    const std::string json = "{\"a\":\"quote \\\" backslash \\\\ newline \\n \\u0001 \xC3\xA9\"}";
    const auto out = written({json, {}});
    BOOST_TEST(std::string{out.at("content").at(0).at("text").as_string()} == json);
    BOOST_TEST((out.at("structuredContent") == boost::json::parse(json)));
}

BOOST_AUTO_TEST_CASE(header_values_are_trimmed_and_decoded_strictly)
{
    BOOST_TEST(decode_value("  plain ").value() == "plain");
    BOOST_TEST(decode_value("=?base64?SGVsbG8=?=").value() == "Hello");
    BOOST_TEST(decode_value("=?base64?"
                            "?=")
                   .value() == "");
    BOOST_TEST(decode_value("SGVsbG8=").value() == "SGVsbG8=");
    for (const auto* wrong : {"=?base64?SGVsbG8?=", "=?base64?SGVs!G8=?=", "=?base64?=Gxx?="})
        BOOST_TEST(!decode_value(wrong), wrong);
}
