// SPDX-License-Identifier: MIT
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"

#include <reel/tool.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace
{

struct args
{
    std::string place;
    std::optional<int> days;
    std::optional<std::vector<std::string>> items;
};
BOOST_DESCRIBE_STRUCT(args, (), (place, days, items))

struct answer
{
    std::string message;
};
BOOST_DESCRIBE_STRUCT(answer, (), (message))

auto forecast_tool()
{
    return reel::tool<args, answer>("get_forecast")
        .title("Forecast")
        .describe("Says the weather.")
        .arg("place", "Town", reel::between(1, 5))
        .arg("days", "How many", reel::between(1, 14))
        .arg("items", "Several", reel::between(1, 2))
        .safe();
}

struct provider
{
    reel::awaitable<reel::result<answer>> forecast(args a, reel::call_context&)
    {
        if (a.place == "fail")
            co_return reel::error{reel::errc::timeout, "no answer"};
        co_return answer{a.place + "!"};
    }
};

struct fixture
{
    asio::io_context io{1};
    reel_test::fake_host host{io};
    provider self;
    reel::bound_tool tool = reel::bind(forecast_tool(), &self, &provider::forecast);

    reel::result<reel::tool_result> call(std::string_view json)
    {
        auto context = host.context();
        const auto value = boost::json::parse(json);
        return reel_test::run(io, tool.call(value, context));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tool, fixture)

BOOST_AUTO_TEST_CASE(the_schema_carries_the_words_and_the_bounds)
{
    const auto& properties = tool.spec.input_schema.at("properties").as_object();
    BOOST_TEST(properties.at("days").at("minimum").as_int64() == 1);
    BOOST_TEST(properties.at("days").at("maximum").as_int64() == 14);
    BOOST_TEST(properties.at("place").at("maxLength").as_int64() == 5);
    BOOST_TEST(properties.at("items").at("maxItems").as_int64() == 2);
    BOOST_TEST(properties.at("place").at("description").as_string() == "Town");
}

BOOST_AUTO_TEST_CASE(describing_an_argument_that_does_not_exist_is_a_defect)
{
    BOOST_CHECK_THROW((reel::tool<args, answer>("x").arg("plaec", "Town")), std::logic_error);
}

BOOST_AUTO_TEST_CASE(an_answer_is_json)
{
    const auto said = call(R"({"place":"Köln"})");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->json == R"({"message":"Köln!"})");
}

BOOST_AUTO_TEST_CASE(what_the_tool_says_goes_through)
{
    const auto said = call(R"({"place":"fail"})");
    BOOST_REQUIRE(!said);
    BOOST_TEST(said.error().message() == "no answer");
}

BOOST_AUTO_TEST_CASE(bounds_hold)
{
    BOOST_TEST(call(R"({"place":"x","days":15})").error().message() ==
               R"("days": expected between 1 and 14, found 15)");
    BOOST_TEST(call(R"({"place":"toolong"})").error().message() ==
               R"("place": expected between 1 and 5 characters, found "toolong")");
    BOOST_TEST(call(R"({"place":"x","items":["a","b","c"]})").error().message() ==
               R"("items": expected between 1 and 2 entries, found 3)");
    BOOST_TEST(call(R"({"place":"x","days":"7"})").error().message() ==
               R"("days": expected a whole number, found "7")");
    BOOST_TEST(call(R"({"place":"äöüßé"})").has_value(), "five letters, though more than five bytes");
}

BOOST_AUTO_TEST_SUITE_END()
