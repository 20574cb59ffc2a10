// SPDX-License-Identifier: MIT
#include "core/cli/answer.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::cli;

namespace
{

const auto now = reel::parse_iso8601("2026-11-22T12:00:00Z").value();

std::string draw(std::string_view json, std::size_t columns = 0, bool colour = false)
{
    return draw_answer(boost::json::parse(json).get_object(), {colour, columns, now});
}

constexpr std::string_view expanse = R"({"found": true, "title": "The Expanse", "type": "show", "library": "TV",
    "message": "You have seasons 1, 2 and 4 of The Expanse (36 episodes), missing season 3.", "verdict": "partial",
    "seasons": [{"season": 1, "episodes": 10, "watched": 10, "title": "Season 1"},
                {"season": 2, "episodes": 13, "watched": 13, "title": "Season 2"},
                {"season": 4, "episodes": 10, "watched": 2, "title": "Season 4"}],
    "copies": [{"library": "TV"}], "missingSeasons": [3], "asOf": "2026-11-22T11:58:00Z", "stale": false,
    "unreadableSections": [], "candidates": []})";

} // namespace

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(a_show_reads_as_a_person_would_say_it)
{
    BOOST_TEST(draw(expanse) ==
               "You have seasons 1, 2 and 4 of The Expanse (36 episodes), missing season 3.   [TV, as of 2 min ago]\n"
               "\n"
               "  Season  Episodes  Watched\n"
               "       1        10       10\n"
               "       2        13       13\n"
               "       4        10        2\n");
}

BOOST_AUTO_TEST_CASE(on_a_narrow_terminal_the_message_is_wrapped_and_its_source_stands_below)
{
    BOOST_TEST(
        draw(expanse, 80)
            .starts_with(
                "You have seasons 1, 2 and 4 of The Expanse (36 episodes), missing season 3.\n[TV, as of 2 min ago]\n\n"));
    BOOST_TEST(draw(expanse, 40)
                   .starts_with("You have seasons 1, 2 and 4 of The\nExpanse (36 episodes), missing season 3.\n"));
}

BOOST_AUTO_TEST_CASE(a_title_that_is_more_than_its_number_is_shown)
{
    const auto text = draw(
        R"({"message": "M", "seasons": [{"season": 1, "title": "Book One"}, {"season": 2, "title": "Season 2"}]})");
    BOOST_TEST(text == "M\n\n  Season  Title\n       1  Book One\n       2  Season 2\n");
}

BOOST_AUTO_TEST_CASE(a_column_that_repeats_another_or_holds_only_addresses_is_left_out)
{
    BOOST_TEST(draw(R"({"message": "M", "results": [
                 {"title": "Dune", "watchedDate": "2026-11-22T09:00:00Z", "watched": "3 h ago", "posterUrl": "https://i.example/a.jpg"},
                 {"title": "Heat", "watchedDate": "2026-11-20T12:00:00Z", "watched": "2 days ago", "posterUrl": null}]})") ==
               "M\n\n  Title  Watched\n  Dune   3 h ago\n  Heat   2 days ago\n");
}

BOOST_AUTO_TEST_CASE(facts_that_happen_to_be_alike_stay)
{
    BOOST_TEST(
        draw(R"({"message": "M", "results": [{"season": 1, "episode": 1, "finished": true, "owned": true,
                 "added": "2026-11-22T09:00:00Z", "seen": "2026-11-22T09:00:00Z"}]})") ==
        "M\n\n  Season  Episode  Finished  Owned  Added    Seen\n       1        1  yes       yes    3 h ago  3 h ago\n");
    BOOST_TEST(
        draw(
            R"({"message": "M", "results": [{"place": "a", "what": "https://x.example"}, {"place": "b", "what": "c"}]})") ==
        "M\n\n  Place  What\n  a      https://x.example\n  b      c\n");
}

BOOST_AUTO_TEST_CASE(what_only_later_rows_have_stands_where_they_have_it)
{
    BOOST_TEST(draw(R"({"message": "M", "results": [{"title": "Heat", "year": 1995, "user": "anna"},
                                                    {"title": "Pilot", "season": 1, "user": "bert"}]})") ==
               "M\n\n  Title  Season  Year  User\n  Heat           1995  anna\n  Pilot       1        bert\n");
}

BOOST_AUTO_TEST_CASE(stale_answers_and_unreadable_sections_are_never_silent)
{
    BOOST_TEST(draw(R"({"message": "Dune (2021) is in your library", "library": "Films", "asOf": "2026-11-22T09:00:00Z",
                        "stale": true, "unreadableSections": ["Series", "Kids"]})") ==
               "Dune (2021) is in your library   [Films, as of 3 h ago, stale]\nUnreadable sections: Series, Kids\n");
}

BOOST_AUTO_TEST_CASE(a_message_that_says_its_age_is_not_told_it_again)
{
    BOOST_TEST(draw(R"({"message": "Dune was there as of 9:00.", "library": "Films",
                        "asOf": "2026-11-22T09:00:00Z", "stale": true})") ==
               "Dune was there as of 9:00.   [Films, stale]\n");
}

BOOST_AUTO_TEST_CASE(several_tables_have_their_names_above)
{
    BOOST_TEST(
        draw(
            R"({"message": "Not sure.", "copies": [{"library": "Films", "resolution": "4k"}, {"library": "Kids", "resolution": "1080"}],
                        "candidates": [{"title": "Dune", "year": 1984, "score": 0.8}]})") == "Not sure.\n"
                                                                                             "\nCopies\n"
                                                                                             "  Library  Resolution\n"
                                                                                             "  Films    4k\n"
                                                                                             "  Kids     1080\n"
                                                                                             "\nCandidates\n"
                                                                                             "  Title  Year  Score\n"
                                                                                             "  Dune   1984    0.8\n");
}

BOOST_AUTO_TEST_CASE(one_copy_in_the_library_of_the_first_line_is_no_news_and_a_better_one_is)
{
    const std::string head = R"({"message": "M", "library": "Films", "copies": [{"library": "Films", "edition": null)";
    BOOST_TEST(draw(head + "}]}") == "M   [Films]\n");
    BOOST_TEST(draw(head + R"(, "resolution": "4k"}]})") == "M   [Films]\n\n  Library  Resolution\n  Films    4k\n");
}

BOOST_AUTO_TEST_CASE(a_list_of_answers_is_drawn_as_answers)
{
    BOOST_TEST(
        draw(
            R"({"message": "1 of 2.", "results": [{"message": "Dune is there.", "library": "Films"}, {"message": "Tenet is not."}]})") ==
        "1 of 2.\n\nDune is there.   [Films]\n\nTenet is not.\n");
}

BOOST_AUTO_TEST_CASE(without_a_message_members_are_listed)
{
    BOOST_TEST(draw(R"({"sessions": 2, "healthy": true, "nextRun": "2026-11-22T12:15:00Z", "nothing": null})") ==
               "  Sessions: 2\n  Healthy: yes\n  Next run: in 15 min\n");
}

BOOST_AUTO_TEST_CASE(upstream_text_cannot_steer_the_terminal)
{
    const auto text = draw(R"({"message": "a\u001b]0;owned\u0007b", "rows": [{"title": "\u001b[2Jx"}]})", 80, true);
    BOOST_TEST(text == "a]0;ownedb\n\n  \x1b[1mTitle\x1b[0m\n  [2Jx\n");
}

BOOST_AUTO_TEST_SUITE_END()
