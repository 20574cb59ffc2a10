// SPDX-License-Identifier: MIT
#include "core/confirm/argument.hpp"
#include "core/confirm/preview.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::confirm;

namespace
{

reel::tool_spec deleting()
{
    reel::tool_spec out;
    out.name = "delete_file";
    out.title = "Delete a file";
    out.consequence = "It cannot be undone.";
    out.tier = reel::tier::destructive;
    out.input_schema =
        boost::json::parse(R"({"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false})")
            .as_object();
    return out;
}

boost::json::object args(std::string_view json)
{
    return boost::json::parse(json).as_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(confirm_preview)

BOOST_AUTO_TEST_CASE(a_tool_without_a_preview_of_its_own_gets_its_title_and_arguments_in_words)
{
    BOOST_TEST(*compose_preview(deleting(), args(R"({"name":"Dune","tmdbId":438631,"allCopies":true,"year":null})")) ==
               "Delete a file? (name: Dune; tmdb id: 438631; all copies: yes) It cannot be undone.");
    auto plain = deleting();
    plain.title.clear();
    plain.consequence.clear();
    BOOST_TEST(*compose_preview(plain, {}) == "delete file?");
}

BOOST_AUTO_TEST_CASE(a_preview_of_the_tool_comes_before_its_consequence)
{
    BOOST_TEST(*compose_preview(deleting(), args(R"({"name":"Dune"})"), "Delete Dune (2021) from Films?") ==
               "Delete Dune (2021) from Films? It cannot be undone.");
}

BOOST_AUTO_TEST_CASE(arguments_stay_on_one_line)
{
    const auto text = compose_preview(deleting(), args(R"({"name":"a\nb\u202e","list":[1,2,3]})"));
    BOOST_TEST(*text == "Delete a file? (name: a b; list: 1, 2 and 3) It cannot be undone.");
    const auto said = compose_preview(deleting(), {}, "Delete 'x\n\nNothing will be deleted'?");
    BOOST_TEST(*said == "Delete 'x  Nothing will be deleted'? It cannot be undone.");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_shown_whole_cannot_be_agreed_to)
{
    const auto text = compose_preview(deleting(), {{"name", std::string(1000, 'x')}});
    BOOST_REQUIRE(!text);
    BOOST_TEST((text.error().kind() == reel::errc::bad_argument));
    BOOST_TEST(text.error().message().find("ask for less at once") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_a_destructive_tool_takes_a_confirmation_among_its_arguments)
{
    auto safe = deleting();
    safe.tier = reel::tier::safe;
    BOOST_TEST(!schema_with_confirm(safe).at("properties").as_object().contains("confirm"));
    const auto schema = schema_with_confirm(deleting());
    const auto& added = schema.at("properties").at("confirm").as_object();
    BOOST_TEST(added.at("type").as_string() == "string");
    BOOST_TEST(added.at("description").as_string().find("user") != std::string::npos);

    auto given = args(R"({"name":"Dune","confirm":"abc"})");
    BOOST_TEST(take_confirm(safe, given).empty());
    BOOST_TEST(given.contains("confirm"));
    BOOST_TEST(take_confirm(deleting(), given) == "abc");
    BOOST_TEST(!given.contains("confirm"));
    auto wrong = args(R"({"confirm":true})");
    BOOST_TEST(!take_confirm(deleting(), wrong).empty(), "a model's \"true\" must be refused, not taken for no answer");
    BOOST_TEST(wrong.empty());
}

BOOST_AUTO_TEST_SUITE_END()
