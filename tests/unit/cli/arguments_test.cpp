// SPDX-License-Identifier: MIT
#include "core/cli/arguments.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::cli;

namespace
{

const boost::json::object schema = boost::json::parse(R"({"type": "object", "properties": {
    "title": {"type": "string"}, "year": {"type": "integer"}, "score": {"type": "number"}, "unwatched": {"type": "boolean"},
    "genres": {"type": "array", "items": {"type": "string"}}, "years": {"type": "array", "items": {"type": "integer"}},
    "items": {"type": "array", "items": {"type": "object"}}, "filter": {"type": "object"}}})")
                                       .get_object();

std::string read(const std::vector<std::string>& words)
{
    const auto args = parse_arguments(words, schema);
    return args ? boost::json::serialize(*args) : args.error().message();
}

} // namespace

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(values_become_what_the_schema_says)
{
    BOOST_TEST(read({"title=1984", "year=1956", "unwatched=yes"}) ==
               R"({"title":"1984","year":1956,"unwatched":true})");
    BOOST_TEST(read({"score=7.5"}) == R"({"score":7.5E0})");
    BOOST_TEST(read({"title="}) == R"({"title":""})");
    BOOST_TEST(read({"title=a=b"}) == R"({"title":"a=b"})");
    BOOST_TEST(read({"filter={\"a\":1}"}) == R"({"filter":{"a":1}})");
    BOOST_TEST(read({}) == "{}");
}

BOOST_AUTO_TEST_CASE(a_list_is_split_at_commas_unless_its_name_is_repeated)
{
    BOOST_TEST(read({"genres=drama,comedy"}) == R"({"genres":["drama","comedy"]})");
    BOOST_TEST(read({"years=1999,2001"}) == R"({"years":[1999,2001]})");
    BOOST_TEST(read({"genres=sword, sandal", "genres=noir"}) == R"({"genres":["sword, sandal","noir"]})");
    BOOST_TEST(read({R"(genres=["one, two"])"}) == R"({"genres":["one, two"]})");
    BOOST_TEST(read({R"(items=[{"title":"Dune"}])"}) == R"({"items":[{"title":"Dune"}]})");
}

BOOST_AUTO_TEST_CASE(mistakes_name_the_argument_and_what_was_expected)
{
    BOOST_TEST(read({"year=soon"}) == "year: expected a whole number, got 'soon'");
    BOOST_TEST(read({"year=20 16"}) == "year: expected a whole number, got '20 16'");
    BOOST_TEST(read({"unwatched=maybe"}) == "unwatched: expected true or false, got 'maybe'");
    BOOST_TEST(read({"years=1999,x"}) == "years: expected a whole number, got 'x'");
    BOOST_TEST(read({"filter={"}) == "filter: expected JSON, got '{'");
    BOOST_TEST(read({"Dune"}) == "arguments: expected name=value, got 'Dune'");
    BOOST_TEST(read({"titel=Dune"}) == "no argument 'titel' (did you mean 'title'?)");
    BOOST_TEST(read({"title=a", "title=b"}) == "title: given more than once");
}

BOOST_AUTO_TEST_SUITE_END()
