// SPDX-License-Identifier: MIT
#include "core/cli/table.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld::cli;

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(columns_of_numbers_are_flush_right_and_lines_end_with_their_text)
{
    table t{{"Season", "Title", "Note"}};
    t.add({{"1", shade::plain, true}, {"Pilot"}, {}});
    t.add({{"10", shade::plain, true}, {"The End"}, {"last"}});

    BOOST_TEST(t.draw({}) == "  Season  Title    Note\n"
                             "       1  Pilot\n"
                             "      10  The End  last\n");
}

BOOST_AUTO_TEST_CASE(wide_characters_keep_columns_aligned)
{
    table t{{"Title", "Year"}};
    t.add({{"千と千尋"}, {"2001", shade::plain, true}});
    t.add({{"Dune"}, {"2021", shade::plain, true}});

    BOOST_TEST(t.draw({}) == "  Title     Year\n"
                             "  千と千尋  2001\n"
                             "  Dune      2021\n");
}

BOOST_AUTO_TEST_CASE(on_a_narrow_terminal_the_widest_text_is_wrapped_and_numbers_are_whole)
{
    table t{{"Title", "Plays"}};
    t.add({{"A title that is too long"}, {"1234567", shade::plain, true}});
    t.add({{"Supercalifragilistic"}, {"1", shade::plain, true}});

    BOOST_TEST(t.draw({false, 24, {}}) == "  Title            Plays\n"
                                          "  A title that   1234567\n"
                                          "  is too long\n"
                                          "  Supercalifra…        1\n");
    BOOST_TEST(t.draw({false, 0, {}}).find("  A title that is too long  ") != std::string::npos,
               "a pipe is not wrapped");
}

BOOST_AUTO_TEST_CASE(on_a_very_narrow_terminal_the_last_columns_are_named_instead)
{
    table t{{"Title", "Percent complete", "Player", "Platform"}};
    t.add({{"The Expanse"}, {"96", shade::plain, true}, {"Living room"}, {"Android TV"}});

    BOOST_TEST(t.draw({false, 30, {}}) == "  Title      Percent  Player\n"
                                          "            complete\n"
                                          "  The             96  Living\n"
                                          "  Expanse             room\n"
                                          "  No room for: Platform.\n"
                                          "  --json shows all.\n");
}

BOOST_AUTO_TEST_CASE(colour_does_not_move_columns)
{
    table t{{"State", "Plugin"}};
    t.add({{"ready", shade::green}, {"plex"}});

    BOOST_TEST(t.draw({true, 0, {}}) == "  \x1b[1mState\x1b[0m  \x1b[1mPlugin\x1b[0m\n"
                                        "  \x1b[32mready\x1b[0m  plex\n");
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_is_nothing)
{
    BOOST_TEST(table{{"State"}}.draw({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
