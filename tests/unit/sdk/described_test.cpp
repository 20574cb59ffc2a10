// SPDX-License-Identifier: MIT
#include <reel/described.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace
{

enum class kind
{
    movie,
    show
};
BOOST_DESCRIBE_ENUM(kind, movie, show)

struct part
{
    int season_number = 0;
    std::optional<double> rating;
};
BOOST_DESCRIBE_STRUCT(part, (), (season_number, rating))

struct whole
{
    std::string title;
    kind type = kind::movie;
    std::optional<std::int64_t> tmdb_id;
    std::vector<part> parts;
    bool found = false;
    std::optional<reel::time_point> as_of;
    std::optional<boost::json::object> extra;
};
BOOST_DESCRIBE_STRUCT(whole, (), (title, type, tmdb_id, parts, found, as_of, extra))

reel::result<whole> read(std::string_view json)
{
    return reel::decode<whole>(boost::json::parse(json));
}

} // namespace

BOOST_AUTO_TEST_SUITE(described)

BOOST_AUTO_TEST_CASE(the_schema_names_types_and_what_is_required)
{
    const auto schema = reel::schema_of<whole>();
    const auto wanted = boost::json::parse(R"({"type":"object","properties":{
        "title":{"type":"string"},"type":{"type":"string","enum":["movie","show"]},"tmdbId":{"type":"integer"},
        "parts":{"type":"array","items":{"type":"object","properties":{"seasonNumber":{"type":"integer"},"rating":{"type":"number"}},
                 "required":["seasonNumber"],"additionalProperties":false}},
        "found":{"type":"boolean"},"asOf":{"type":"string","format":"date-time"},"extra":{"type":"object"}},
        "required":["title","type","parts","found"],"additionalProperties":false})");
    BOOST_TEST(boost::json::value(schema) == wanted, boost::json::serialize(schema));
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back)
{
    const auto text =
        R"({"title":"A \"b\" \\ \u0001","type":"show","tmdbId":603,"parts":[{"seasonNumber":1,"rating":7.5},)"
        R"({"seasonNumber":2}],"found":true,"asOf":"2026-01-02T03:04:05Z","extra":{"x":[1]}})";
    const auto value = read(text);
    BOOST_REQUIRE(value);
    BOOST_TEST(value->parts.size() == 2u);
    BOOST_TEST(reel::to_json(*value) == text);
}

BOOST_AUTO_TEST_CASE(absent_optionals_are_left_out_and_null_counts_as_absent)
{
    const auto value = read(R"({"title":"x","type":"movie","tmdbId":null,"parts":[],"found":false})");
    BOOST_REQUIRE(value);
    BOOST_TEST(!value->tmdb_id);
    BOOST_TEST(reel::to_json(*value) == R"({"title":"x","type":"movie","parts":[],"found":false})");
}

BOOST_AUTO_TEST_CASE(errors_say_where_what_was_expected_and_what_was_found)
{
    struct row
    {
        std::string_view json, message, pointer;
    };
    const row rows[] = {
        {R"([])", "the arguments: expected an object, found a list", ""},
        {R"({"type":"movie","parts":[],"found":true})", R"("title" is missing)", "/title"},
        {R"({"title":7,"type":"movie","parts":[],"found":true})", R"("title": expected text, found 7)", "/title"},
        {R"({"title":"x","type":"film","parts":[],"found":true})",
         R"("type": expected one of movie, show, found "film")", "/type"},
        {R"({"title":"x","type":"movie","tmdbId":"603","parts":[],"found":true})",
         R"("tmdbId": expected a whole number, found "603")", "/tmdbId"},
        {R"({"title":"x","type":"movie","tmdbId":6.5,"parts":[],"found":true})",
         R"("tmdbId": expected a whole number, found 6.5)", "/tmdbId"},
        {R"({"title":"x","type":"movie","parts":[{"seasonNumber":true}],"found":true})",
         R"("parts/0/seasonNumber": expected a whole number, found true)", "/parts/0/seasonNumber"},
        {R"({"title":"x","type":"movie","parts":[{"seasonNumber":99999999999}],"found":true})",
         R"("parts/0/seasonNumber": expected a smaller number, found 99999999999)", "/parts/0/seasonNumber"},
        {R"({"title":"x","type":"movie","parts":{},"found":true})", R"("parts": expected a list, found an object)",
         "/parts"},
        {R"({"title":"x","type":"movie","parts":[],"found":true,"asOf":"now"})",
         R"("asOf": expected a time like "2026-11-22T21:49:07Z", found "now")", "/asOf"},
        {R"({"title":"x","type":"movie","parts":[],"found":true,"tmdb_id":1})",
         R"(unknown argument "tmdb_id" (did you mean "tmdbId"?))", "/tmdb_id"},
        {R"({"title":"x","type":"movie","parts":[{"seasonNumber":1,"zzzzzz":1}],"found":true})",
         R"(unknown argument "parts/0/zzzzzz"; known are seasonNumber, rating)", "/parts/0/zzzzzz"},
    };
    for (const auto& r : rows)
        BOOST_TEST_CONTEXT(r.json)
        {
            const auto value = read(r.json);
            BOOST_REQUIRE(!value);
            BOOST_TEST((value.error().kind() == reel::errc::bad_argument));
            BOOST_TEST(value.error().message() == r.message);
            BOOST_TEST(value.error().pointer() == r.pointer);
        }
}

BOOST_AUTO_TEST_CASE(an_unknown_argument_is_named_even_when_another_is_missing)
{
    const auto value = read(R"({"titel":"x","type":"movie","parts":[],"found":true})");
    BOOST_REQUIRE(!value);
    BOOST_TEST(value.error().message() == R"(unknown argument "titel" (did you mean "title"?))");
}

BOOST_AUTO_TEST_CASE(an_unknown_argument_of_any_length_is_refused_in_few_words)
{
    const auto value = read("{\"" + std::string(4'000'000, 'a') + "\":1}");
    BOOST_REQUIRE(!value);
    BOOST_TEST(value.error().describe().size() < 400u);
}

BOOST_AUTO_TEST_CASE(whole_numbers_may_come_with_a_zero_fraction)
{
    const auto value = read(R"({"title":"x","type":"movie","tmdbId":603.0,"parts":[],"found":true})");
    BOOST_REQUIRE(value);
    BOOST_TEST(*value->tmdb_id == 603);
}

BOOST_AUTO_TEST_CASE(a_long_found_text_is_cut_between_letters)
{
    std::string title = R"({"title":["x"],"type":")";
    for (int i = 0; i < 60; ++i)
        title += "é";
    const auto value = read(title + R"(","parts":[],"found":true})");
    BOOST_REQUIRE(!value);
    const auto second =
        reel::decode<part>(boost::json::parse(R"({"seasonNumber":")" + std::string(400, 'y') + R"("})"));
    BOOST_REQUIRE(!second);
    BOOST_TEST(second.error().message().size() < 120u);
    BOOST_TEST(second.error().message().ends_with("…\""));
}

BOOST_AUTO_TEST_SUITE_END()
