// SPDX-License-Identifier: MIT
#include "plugins/plex/decoder.hpp"
#include "plugins/plex/guid.hpp"
#include "plugins/plex/json_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace reel_plex;

namespace
{

struct outcome
{
    reel::result<page_info> page;
    std::vector<item> items;
};

/// Decodes in pieces of `step` bytes.
outcome decode(std::string_view body, std::size_t step = 1 << 20, item_type wanted = item_type::movie)
{
    std::vector<item> items;
    listing_decoder decoder{wanted, [&](const item& i) { items.push_back(i); }};
    for (std::size_t at = 0; at < body.size(); at += step)
        if (auto written = decoder.write(body.substr(at, step)); !written)
            return {written.error(), std::move(items)};
    auto page = decoder.finish();
    return {std::move(page), std::move(items)};
}

std::string listing(std::string_view rows)
{
    return R"({"MediaContainer":{"size":1,"Metadata":[)" + std::string{rows} + "]}}";
}

item one(std::string_view row, item_type wanted = item_type::movie)
{
    auto out = decode(listing(row), 1 << 20, wanted);
    BOOST_REQUIRE_MESSAGE(out.page, "the page must be readable: " << (out.page ? "" : out.page.error().describe()));
    BOOST_REQUIRE_EQUAL(out.items.size(), 1u);
    return out.items[0];
}

constexpr std::string_view page = R"({
  "MediaContainer": {
    "size": 2, "totalSize": 210, "allowSync": true, "identifier": "com.plexapp.plugins.library", "librarySectionID": 3,
    "librarySectionTitle": "Filme", "offset": 100, "viewMode": 65592,
    "Metadata": [
      { "ratingKey": "246169", "key": "/library/metadata/246169", "guid": "plex://movie/5d776825880197001ec90394",
        "studio": "20th Century Fox", "type": "movie", "title": "Alien", "titleSort": "Alien 1", "editionTitle": "Director's Cut",
        "originalTitle": "Al\u00efen \ud83d\ude00", "summary": "A \"quoted\" and \\ escaped text.", "rating": 8.1, "audienceRating": 9.4,
        "viewCount": 3, "lastViewedAt": 1600000000, "year": 1979, "duration": 6997616, "originallyAvailableAt": "1979-05-25",
        "addedAt": 1449039414, "updatedAt": 1560012400,
        "Media": [
          { "id": 1, "videoResolution": "1080", "width": 1920, "Part": [ { "id": 2, "file": "/m/Alien (1979).mkv", "size": 8251845873 } ] },
          { "id": 3, "videoResolution": "4k", "Part": [] } ],
        "Genre": [ { "tag": "Horror" }, { "tag": "Science Fiction" } ],
        "Country": [ { "tag": "USA" } ],
        "Guid": [ { "id": "imdb://tt0078748" }, { "id": "tmdb://348" }, { "id": "tvdb://158" } ],
        "Role": [ { "tag": "Bolaji Badejo", "id": 7, "Guid": [ { "id": "tmdb://999" } ] } ],
        "Image": [ { "alt": "Alien", "type": "coverPoster", "url": "/x" } ], "UltraBlurColors": { "topLeft": "0c0c0c", "title": "no" } },
      { "ratingKey": "246170", "type": "movie", "title": "Heat", "year": 1995 }
    ]
  }
})";

} // namespace

BOOST_AUTO_TEST_SUITE(decoder_test)

BOOST_AUTO_TEST_CASE(a_page_is_read_whole_however_it_is_cut)
{
    for (const std::size_t step :
         {std::size_t{1} << 20, std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{64}})
    {
        const auto out = decode(page, step);
        BOOST_REQUIRE(out.page);
        BOOST_TEST(out.page->size == 2);
        BOOST_TEST(out.page->total_size == 210);
        BOOST_TEST(out.page->total() == 210);
        BOOST_TEST(out.page->offset == 100);
        BOOST_TEST(out.page->rows == 2u);
        BOOST_TEST(out.page->section_title == "Filme");
        BOOST_REQUIRE_EQUAL(out.items.size(), 2u);
        const auto& alien = out.items[0];
        BOOST_TEST((alien.type == item_type::movie));
        BOOST_TEST(alien.rating_key == "246169");
        BOOST_TEST(alien.title == "Alien");
        BOOST_TEST(alien.sort_title == "Alien 1");
        BOOST_TEST(alien.original_title == "Al\u00efen \U0001f600");
        BOOST_TEST(alien.edition == "Director's Cut");
        BOOST_TEST(alien.guid == "plex://movie/5d776825880197001ec90394");
        BOOST_TEST(alien.year == 1979);
        BOOST_TEST(alien.rating.value() == 8.1);
        BOOST_TEST(alien.view_count == 3u);
        BOOST_TEST(alien.added_at == 1449039414);
        BOOST_TEST(alien.last_viewed_at == 1600000000);
        BOOST_TEST(alien.resolutions == (static_cast<int>(resolution::p1080) | static_cast<int>(resolution::p2160)));
        BOOST_TEST(alien.genres == (std::vector<std::string>{"Horror", "Science Fiction"}),
                   boost::test_tools::per_element());
        const std::vector<external_id> ids{{id_space::imdb, 78748},
                                           {id_space::tmdb, 348},
                                           {id_space::tvdb, 158},
                                           *parse_guid(alien.guid, item_type::movie)};
        BOOST_TEST((alien.ids == ids));
        BOOST_TEST(!alien.deleted);
        BOOST_TEST(out.items[1].title == "Heat");
        BOOST_TEST(out.items[1].ids.empty());
        BOOST_TEST(out.items[1].genres.empty());
        BOOST_TEST(!out.items[1].rating);
    }
}

BOOST_AUTO_TEST_CASE(numbers_may_be_strings_and_strings_numbers)
{
    const auto row = one(
        R"({"ratingKey":246169,"title":1917,"year":"2019","addedAt":"1449039414","viewCount":"2","rating":"7","type":"movie"})");
    BOOST_TEST(row.rating_key == "246169");
    BOOST_TEST(row.title == "1917");
    BOOST_TEST(row.year == 2019);
    BOOST_TEST(row.added_at == 1449039414);
    BOOST_TEST(row.view_count == 2u);
    BOOST_TEST(row.rating.value() == 7);
    BOOST_TEST(decode(R"({"MediaContainer":{"size":"1","totalSize":"99"}})").page->total() == 99);
}

BOOST_AUTO_TEST_CASE(numbers_out_of_range_are_no_numbers)
{
    const auto row =
        one(R"({"ratingKey":"1","title":"x","year":-5,"addedAt":-62135596800,"lastViewedAt":99999999999999999999,
                             "viewCount":-1,"leafCount":99999999999,"rating":-1,"audienceRating":"NaN","index":-1})");
    BOOST_TEST(row.year == 0);
    BOOST_TEST(row.added_at == 0);
    BOOST_TEST(row.last_viewed_at == 0);
    BOOST_TEST(row.view_count == 0u);
    BOOST_TEST(row.leaf_count == 0xffffffffu);
    BOOST_TEST(!row.rating);
    BOOST_TEST(!row.index);
}

BOOST_AUTO_TEST_CASE(null_and_missing_are_the_same)
{
    const auto row =
        one(R"({"ratingKey":"1","title":"x","year":null,"Guid":null,"Media":null,"Genre":[],"rating":null})");
    BOOST_TEST(row.year == 0);
    BOOST_TEST(row.ids.empty());
    BOOST_TEST((row.type == item_type::movie)); // as asked for
    for (const auto* body : {R"({"MediaContainer":{"size":0}})", R"({"MediaContainer":{"size":0,"Metadata":null}})",
                             R"({"MediaContainer":{"size":0,"Metadata":[]}})"})
    {
        const auto out = decode(body);
        BOOST_REQUIRE(out.page);
        BOOST_TEST(out.page->rows == 0u);
        BOOST_TEST(out.page->total() == 0);
    }
}

BOOST_AUTO_TEST_CASE(one_object_may_stand_where_a_list_is_meant)
{
    const auto out = decode(R"({"MediaContainer":{"size":1,"Metadata":{"ratingKey":"1","title":"x",
        "Guid":{"id":"tmdb://348"},"Genre":{"tag":"Horror"},"Media":{"videoResolution":"720","Part":{"id":1}},"year":1979}}})");
    BOOST_REQUIRE(out.page);
    BOOST_REQUIRE_EQUAL(out.items.size(), 1u);
    BOOST_TEST(out.items[0].ids.size() == 1u);
    BOOST_TEST(out.items[0].genres.size() == 1u);
    BOOST_TEST(out.items[0].resolutions == static_cast<int>(resolution::p720));
    BOOST_TEST(out.items[0].year == 1979);
}

BOOST_AUTO_TEST_CASE(the_older_form_is_read_too)
{
    const auto out =
        decode(R"({"_elementType":"MediaContainer","size":1,"totalSize":7,"librarySectionTitle":"Movies","_children":[
        {"_elementType":"Video","ratingKey":1049,"type":"movie","title":"Zoolander","rating":"6","year":"2001","_children":[
            {"_elementType":"Media","id":827,"videoResolution":"576","_children":[{"_elementType":"Part","id":827}]},
            {"_elementType":"Genre","tag":"Comedy"},{"_elementType":"Writer","tag":"Ben Stiller"}]}]})");
    BOOST_REQUIRE(out.page);
    BOOST_TEST(out.page->total() == 7);
    BOOST_REQUIRE_EQUAL(out.items.size(), 1u);
    BOOST_TEST(out.items[0].rating_key == "1049");
    BOOST_TEST(out.items[0].genres == std::vector<std::string>{"Comedy"}, boost::test_tools::per_element());
    BOOST_TEST(out.items[0].resolutions == static_cast<int>(resolution::p576));
}

BOOST_AUTO_TEST_CASE(a_bad_row_costs_itself_only)
{
    const auto out =
        decode(listing(R"({"title":"no key"},null,17,"text",[1,[2]],{"ratingKey":"1"},{"ratingKey":"2","title":""},
        {"ratingKey":"3","title":"A clip","type":"clip"},{"ratingKey":"4","type":"collection","title":"Box"},
        {"ratingKey":"5","title":{"not":"text"}},{"ratingKey":"6","title":"","originalTitle":"Ersatz"},{"ratingKey":"7","title":"good"})"));
    BOOST_REQUIRE(out.page);
    BOOST_TEST(out.page->rows == 12u);
    BOOST_TEST(out.page->skipped.no_rating_key == 1u);
    BOOST_TEST(out.page->skipped.not_an_object == 4u);
    BOOST_TEST(out.page->skipped.no_title == 3u);
    BOOST_TEST(out.page->skipped.other_type == 2u);
    BOOST_TEST(out.page->skipped.defects() == 8u);
    BOOST_REQUIRE_EQUAL(out.items.size(), 2u);
    BOOST_TEST(out.items[0].title == "Ersatz");
    BOOST_TEST(out.items[1].title == "good");
}

BOOST_AUTO_TEST_CASE(trash_is_flagged)
{
    BOOST_TEST(one(R"({"ratingKey":"1","title":"x","deletedAt":1600000000})").deleted);
    BOOST_TEST(one(R"({"ratingKey":"1","title":"x","deletedAt":"1600000000"})").deleted);
    BOOST_TEST(!one(R"({"ratingKey":"1","title":"x","deletedAt":0})").deleted);
}

BOOST_AUTO_TEST_CASE(guid_and_Guid_are_two_fields)
{
    const auto row = one(
        R"({"ratingKey":"1","title":"x","Guid":[{"id":"tmdb://1"},{"id":"tmdb://2"},{"id":"nonsense"},{},5,{"id":7}],
                             "guid":"com.plexapp.agents.imdb://tt0078748?lang=en","type":"movie"})");
    const std::vector<external_id> ids{{id_space::tmdb, 1}, {id_space::tmdb, 2}, {id_space::imdb, 78748}};
    BOOST_TEST((row.ids == ids));
    BOOST_TEST(one(R"({"ratingKey":"1","title":"x","Guid":["tmdb://5"]})").ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_cost_one_title_s_letters)
{
    const auto out = decode(
        listing(
            "{\"ratingKey\":\"1\",\"title\":\"\xc4\xc4nikirjat\"},{\"ratingKey\":\"2\",\"title\":\"Caf\xc3\xa9 \xff\"},"
            "{\"ratingKey\":\"3\",\"title\":\"tail \xc3\"},{\"ratingKey\":\"4\",\"title\":\"fine\"}"),
        1);
    BOOST_REQUIRE(out.page);
    BOOST_REQUIRE_EQUAL(out.items.size(), 4u);
    BOOST_TEST(out.items[0].title == "ÄÄnikirjat");
    BOOST_TEST(out.items[1].title == "Café \ufffd");
    BOOST_TEST(out.items[2].title == "tail Ã");
    BOOST_TEST(out.items[3].title == "fine");
}

BOOST_AUTO_TEST_CASE(control_characters_and_half_surrogates_do_not_cost_the_page)
{
    std::string body =
        listing("{\"ratingKey\":\"1\",\"title\":\"a\x01z\",\"pv\x03weird\":\"1\"},"
                R"({"ratingKey":"2","title":"lone \ud83d high"},{"ratingKey":"3","title":"lone \ude00 low"},)"
                R"({"ratingKey":"4","title":"\ud83d\u0041"},{"ratingKey":"5","title":"\ud83d"},)"
                R"({"ratingKey":"6","title":"\ud83d\ude00"},{"ratingKey":"7","title":"a\\\\ud83d"})");
    for (const std::size_t step : {std::size_t{1} << 20, std::size_t{1}, std::size_t{5}})
    {
        const auto out = decode(body, step);
        BOOST_REQUIRE_MESSAGE(out.page, (out.page ? "" : out.page.error().describe()));
        BOOST_REQUIRE_EQUAL(out.items.size(), 7u);
        BOOST_TEST(out.items[0].title == "a z");
        BOOST_TEST(out.items[1].title == "lone \ufffd high");
        BOOST_TEST(out.items[2].title == "lone \ufffd low");
        BOOST_TEST(out.items[3].title == "\ufffdA");
        BOOST_TEST(out.items[4].title == "\ufffd");
        BOOST_TEST(out.items[5].title == "\U0001f600");
        BOOST_TEST(out.items[6].title == R"(a\\ud83d)");
    }
}

BOOST_AUTO_TEST_CASE(another_shape_is_an_error_that_says_where)
{
    const std::pair<std::string_view, std::string_view> table[] = {
        {R"({"MediaContainer":[]})", "/MediaContainer"},
        {R"({"MediaContainer":"x"})", "/MediaContainer"},
        {R"({})", "/MediaContainer"},
        {R"({"error":"x"})", "/MediaContainer"},
        {R"({"MediaContainer":{"Metadata":"x"}})", "/MediaContainer/Metadata"},
        {R"({"MediaContainer":{"Metadata":5}})", "/MediaContainer/Metadata"},
        {R"([])", ""},
        {R"("x")", ""},
        {R"(5)", ""},
        {"<html><head><title>Unauthorized</title></head></html>", ""},
        {"", ""},
        {R"({"MediaContainer":{"Metadata":[{"ratingKey":"1","title":"x"})", ""},
        {R"({"MediaContainer":{"Metadata":[{"ratingKey")", ""},
        {R"({"MediaContainer":{"a":\u12}})", ""},
    };
    for (const auto& [body, pointer] : table)
        for (const std::size_t step : {std::size_t{1} << 20, std::size_t{1}})
        {
            const auto out = decode(body, step);
            BOOST_REQUIRE_MESSAGE(!out.page, body << " must not be taken for a listing");
            BOOST_TEST((out.page.error().kind() == reel::errc::validation), body);
            BOOST_TEST(out.page.error().pointer() == pointer, body);
        }
}

BOOST_AUTO_TEST_CASE(an_error_stays)
{
    listing_decoder decoder{item_type::movie, [](const item&) {}};
    BOOST_TEST(!decoder.write("<html>"));
    BOOST_TEST(!decoder.write(R"({"MediaContainer":{}})"));
    BOOST_TEST(!decoder.finish());
}

BOOST_AUTO_TEST_CASE(depth_is_bounded)
{
    const auto deep = R"({"MediaContainer":{"x":)" + std::string(100, '[') + std::string(100, ']') + "}}";
    BOOST_TEST(!decode(deep).page);
    const auto long_title = one(R"({"ratingKey":"1","title":")" + std::string(1'000'000, 'x') + "\"}").title;
    BOOST_TEST(long_title.size() <= 4096u);
}

BOOST_AUTO_TEST_CASE(seasons_come_in_order_without_the_synthetic_row)
{
    const auto seasons = decode_seasons(
        R"({"MediaContainer":{"size":4,"Directory":[{"leafCount":20,"key":"/library/metadata/9/allLeaves","title":"All episodes"}],
        "Metadata":[{"key":"/library/metadata/9/allLeaves","title":"All episodes","leafCount":20},
        {"ratingKey":"12","type":"season","title":"Season 2","index":"2","leafCount":"10","viewedLeafCount":4},
        {"ratingKey":"10","type":"season","title":"Specials","index":0,"leafCount":3},
        {"ratingKey":"13","type":"season","title":"Staffel 3","leafCount":8},
        {"ratingKey":"14","type":"season","title":"Extras","leafCount":8},
        {"ratingKey":"11","type":"season","title":"Season 1","index":1,"leafCount":7,"viewedLeafCount":7}]}})");
    BOOST_REQUIRE(seasons);
    BOOST_REQUIRE_EQUAL(seasons->size(), 4u);
    BOOST_TEST(seasons->at(0).number == 0);
    BOOST_TEST(seasons->at(1).title == "Season 1");
    BOOST_TEST(seasons->at(1).watched == 7u);
    BOOST_TEST(seasons->at(2).episodes == 10u);
    BOOST_TEST(seasons->at(3).number == 3);
    BOOST_TEST(seasons->at(3).rating_key == "13");
    BOOST_TEST(decode_seasons(R"({"MediaContainer":{"size":0}})")->empty());
    BOOST_TEST(!decode_seasons("<html>"));
}

BOOST_AUTO_TEST_CASE(seasons_of_a_whole_section_name_their_show)
{
    const auto row =
        one(R"({"ratingKey":"12","parentRatingKey":9,"type":"season","title":"Season 2","index":2,"leafCount":10})",
            item_type::season);
    BOOST_TEST(row.parent_rating_key == "9");
    BOOST_TEST(row.index.value() == 2);
}

BOOST_AUTO_TEST_CASE(sections_are_listed_with_their_stamps)
{
    const auto sections = decode_sections(R"({"MediaContainer":{"size":4,"Directory":[
        {"key":"5","type":"movie","title":"Filme","agent":"tv.plex.agents.movie","uuid":"u-5","updatedAt":1,"scannedAt":"2","contentChangedAt":3,"hidden":0,"refreshing":true},
        {"key":6,"type":"show","title":"S\u00e9ries","hidden":false,"refreshing":false},
        {"key":"7","type":"artist","title":"Music"},{"key":"8","type":"movie","title":"Scratch","hidden":2},{"title":"no key"},null]}})");
    BOOST_REQUIRE(sections);
    BOOST_REQUIRE_EQUAL(sections->size(), 4u);
    const auto& films = sections->at(0);
    BOOST_TEST(films.key == "5");
    BOOST_TEST((films.kind == kind::movie));
    BOOST_TEST((films.stamps == section_stamps{1, 2, 3}));
    BOOST_TEST(films.refreshing);
    BOOST_TEST(films.indexable());
    BOOST_TEST(sections->at(1).key == "6");
    BOOST_TEST(sections->at(1).title == "Séries");
    BOOST_TEST((sections->at(1).kind == kind::show));
    BOOST_TEST(!sections->at(2).indexable());
    BOOST_TEST(!sections->at(3).indexable());
    BOOST_TEST(decode_sections(R"({"MediaContainer":{"size":0}})")->empty());
    BOOST_TEST(decode_sections(R"({"MediaContainer":{"Directory":{"key":"1","type":"movie"}}})")->size() == 1u);
    BOOST_TEST(decode_sections(R"({"MediaContainer":{"Directory":5}})").error().pointer() ==
               "/MediaContainer/Directory");
    BOOST_TEST(!decode_sections("<html>"));
    BOOST_TEST(!decode_sections("[]"));
}

BOOST_AUTO_TEST_CASE(the_server_says_who_it_is)
{
    const auto identity = decode_identity(
        R"({"MediaContainer":{"size":0,"claimed":true,"machineIdentifier":"0123abcd","version":"1.40.2.8395"}})");
    BOOST_REQUIRE(identity);
    BOOST_TEST(identity->machine_identifier == "0123abcd");
    BOOST_TEST(identity->version == "1.40.2.8395");
    BOOST_TEST(decode_identity(R"({"MediaContainer":{}})").error().pointer() == "/MediaContainer/machineIdentifier");
    BOOST_TEST(decode_identity(R"({"MediaContainer":5})").error().pointer() == "/MediaContainer");
    BOOST_TEST(!decode_identity(""));
}

BOOST_AUTO_TEST_CASE(text_is_repaired_only_where_it_is_broken)
{
    BOOST_TEST(repaired_text("plain") == "plain");
    BOOST_TEST(repaired_text("Amélie 千") == "Amélie 千");
    BOOST_TEST(repaired_text("Am\xe9lie") == "Amélie");
    BOOST_TEST(repaired_text("Amélie \xe9") == "Amélie \ufffd");
    BOOST_TEST(repaired_text("\xed\xa0\x80") == "\u00ed\u00a0\u0080"); // an encoded surrogate is no UTF-8
    BOOST_TEST(repaired_text("a\tb\n") == "a b ");
    BOOST_TEST(repaired_text("") == "");
}

BOOST_AUTO_TEST_SUITE_END()
