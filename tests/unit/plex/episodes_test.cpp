// SPDX-License-Identifier: MIT
// Which episodes a show has in Plex, from what the server lists.
#include "plugins/plex/episodes.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_plex;

namespace
{

episode_set read(std::string_view body)
{
    episode_collector found;
    listing_decoder decoder{item_type::episode, [&](const item& row) { found.add(row); }};
    if (auto written = decoder.write(body); !written)
        BOOST_FAIL(written.error().describe());
    if (auto page = decoder.finish(); !page)
        BOOST_FAIL(page.error().describe());
    return std::move(found).finish();
}

std::string numbers(const episode_set& of)
{
    std::string out;
    for (const auto& one : of.numbers)
        out += (out.empty() ? "" : " ") + std::to_string(one.season) + 'x' + std::to_string(one.episode);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plex_episodes)

BOOST_AUTO_TEST_CASE(numbers_are_taken_as_numbers_or_as_text_and_repeats_once)
{
    BOOST_TEST(numbers(read(R"({"MediaContainer":{"size":4,"Metadata":[
        {"ratingKey":"9","type":"episode","title":"b","index":2,"parentIndex":1},
        {"ratingKey":8,"type":"episode","title":"a","index":"1","parentIndex":"1"},
        {"ratingKey":"8b","type":"episode","title":"a","index":1,"parentIndex":1},
        {"ratingKey":"7","type":"episode","index":3,"parentIndex":0}]}})")) == "0x3 1x1 1x2");
}

// Plex's way with files of two episodes and with hidden seasons (flattenSeasons): the parent's keys are not there.
BOOST_AUTO_TEST_CASE(two_episodes_of_one_file_are_two_and_hidden_seasons_keep_their_numbers)
{
    BOOST_TEST(numbers(read(R"({"MediaContainer":{"Metadata":[
        {"ratingKey":"1","type":"episode","index":1,"parentIndex":2,"skipParent":true,"Media":[{"Part":[{"file":"/a s02e01-e02.mkv"}]}]},
        {"ratingKey":"2","type":"episode","index":2,"parentIndex":2,"skipParent":true,"Media":[{"Part":[{"file":"/a s02e01-e02.mkv"}]}]}]}})")) ==
               "2x1 2x2");
}

BOOST_AUTO_TEST_CASE(other_rows_and_the_trash_are_not_there_and_rows_without_numbers_are_counted)
{
    const auto found = read(R"({"MediaContainer":{"Metadata":[
        {"key":"/library/metadata/1/allLeaves","title":"All episodes","leafCount":9},
        {"ratingKey":"1","type":"season","index":1,"parentIndex":1},
        {"ratingKey":"2","type":"episode","index":1,"parentIndex":1,"deletedAt":1700000000},
        {"ratingKey":"3","type":"episode","parentIndex":1},
        {"ratingKey":"4","type":"episode","index":4,"parentIndex":-1},
        {"ratingKey":"5","type":"episode","index":5,"parentIndex":1}]}})");
    BOOST_TEST(numbers(found) == "1x5");
    BOOST_TEST(found.unnumbered == 2u);
}

BOOST_AUTO_TEST_CASE(copies_count_together)
{
    episode_set a{{{1, 1}, {1, 3}}, 0}, b{{{1, 2}, {1, 3}, {2, 1}}, 1};
    a.add(b);
    BOOST_TEST(numbers(a) == "1x1 1x2 1x3 2x1");
    BOOST_TEST(a.unnumbered == 1u);
}

BOOST_AUTO_TEST_CASE(the_ordering_of_a_show_is_read_from_its_metadata)
{
    BOOST_TEST(
        *decode_show_ordering(
            R"({"MediaContainer":{"Metadata":[{"ratingKey":"1","type":"show","title":"A","showOrdering":"dvd"}]}})") ==
        "dvd");
    BOOST_TEST(*decode_show_ordering(
                   R"({"MediaContainer":{"Metadata":[{"ratingKey":"1","type":"show","title":"A"}]}})") == "");
}

BOOST_AUTO_TEST_CASE(the_account_is_read_from_the_server_itself)
{
    BOOST_TEST(*decode_account(R"({"MediaContainer":{"friendlyName":"Home","myPlexUsername":"ann"}})") == "ann");
    BOOST_TEST(*decode_account(R"({"MediaContainer":{"friendlyName":"Home"}})") == "");
}

BOOST_AUTO_TEST_SUITE_END()
