// SPDX-License-Identifier: MIT
// Reading the library: pages, stamps, failures, snapshots. Asked through the tools, as an assistant would see it.
#include "tests/unit/plex/fixture.hpp"

#include <fstream>

using namespace plex_test;

namespace
{

struct loading : plex_fixture
{
    std::size_t reads(std::string_view section) const
    {
        return upstream.count("/library/sections/" + std::string{section} + "/all");
    }
    std::string verdict(std::string_view title, std::string_view type = "movie")
    {
        const auto answer = check(R"({"title":")" + std::string{title} + R"(","type":")" + std::string{type} + "\"}");
        return answer ? text(*answer, "verdict") : std::string{to_string(answer.error().kind())};
    }
    std::uint64_t items() const { return plex->health().caches.front().items; }
    void next_refresh() { pass(17min); } // the interval and its jitter
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plex_loader, loading)

BOOST_AUTO_TEST_CASE(all_film_and_tv_sections_are_read_and_nothing_else)
{
    upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2), movies("3", "Music", 1),
                         movies("4", "Scratch", 1)};
    upstream.section("3").type = "artist";
    upstream.section("4").hidden = 2;
    start();
    BOOST_TEST(items() == 5u);
    BOOST_TEST(reads("3") == 0u);
    BOOST_TEST(reads("4") == 0u);
    BOOST_TEST(host.logs.has(reel::log_level::info, "Plex client configured, library cache loading..."));
    BOOST_TEST(host.logs.has(reel::log_level::info, "Plex library cache loaded items=5"));
}

BOOST_AUTO_TEST_CASE(only_named_libraries_are_read_and_an_unknown_name_is_said)
{
    settings.libraries = {"Films", "Filsm"};
    upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2)};
    start();
    BOOST_TEST(items() == 3u);
    BOOST_TEST(host.logs.has(reel::log_level::warn, "library=Filsm"));
}

BOOST_AUTO_TEST_CASE(excluded_libraries_are_left_out)
{
    settings.exclude_libraries = {"Series"};
    upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2)};
    start();
    BOOST_TEST(items() == 3u);
}

// Defect 4: no paging.
BOOST_AUTO_TEST_CASE(a_section_is_read_page_by_page)
{
    upstream.sections = {movies("1", "Films", 35)};
    start();
    BOOST_TEST(items() == 35u);
    BOOST_TEST(reads("1") == 4u);
}

BOOST_AUTO_TEST_CASE(without_a_total_a_short_page_is_the_last)
{
    upstream.total_in_body = upstream.total_in_header = false;
    upstream.sections = {movies("1", "Films", 35), movies("2", "Even", 20)};
    start();
    BOOST_TEST(items() == 55u);
    BOOST_TEST(reads("1") == 4u);
    BOOST_TEST(reads("2") == 3u); // the third page is empty
}

BOOST_AUTO_TEST_CASE(the_total_may_come_in_the_header_alone)
{
    upstream.total_in_body = false;
    upstream.sections = {movies("1", "Films", 20)};
    start();
    BOOST_TEST(items() == 20u);
    BOOST_TEST(reads("1") == 2u);
}

BOOST_AUTO_TEST_CASE(a_server_that_ignores_paging_is_read_once)
{
    upstream.paging = false;
    upstream.sections = {movies("1", "Films", 35), movies("2", "Exactly a page", 10)};
    start();
    BOOST_TEST(items() == 45u);
    BOOST_TEST(reads("1") == 1u);
    BOOST_TEST(reads("2") == 2u);
}

BOOST_AUTO_TEST_CASE(an_item_deleted_while_the_list_is_read_hides_no_other)
{
    upstream.sections = {movies("1", "Films", 30)};
    upstream.on_page = [this, gone = false](const std::string&, int from) mutable {
        if (from == 10 && !std::exchange(gone, true))
            upstream.section("1").items.erase(upstream.section("1").items.begin() + 4);
    };
    start();
    for (int i = 6; i <= 30; ++i)
        BOOST_TEST(verdict("Films " + std::to_string(i)) == "present");
}

BOOST_AUTO_TEST_CASE(an_item_added_while_the_list_is_read_is_not_there_twice)
{
    upstream.sections = {movies("1", "Films", 20)};
    upstream.on_page = [this, done = false](const std::string&, int from) mutable {
        auto& items = upstream.section("1").items;
        if (from == 10 && !std::exchange(done, true))
            items.insert(items.begin(), {.key = "900", .title = "Aardvark", .year = 2026});
    };
    start();
    BOOST_TEST(items() == 20u); // the new one is found by the next refresh; number 10 was listed twice
    BOOST_TEST(verdict("Films 20") == "present");
}

// Defect 3: one odd item failed its whole section.
BOOST_AUTO_TEST_CASE(an_odd_item_costs_itself_alone)
{
    upstream.sections = {movies("1", "Films", 3)};
    upstream.section("1").items[0].more = {{"ratingKey", 17}, {"year", "1999"}, {"Guid", nullptr}};
    upstream.section("1").items[1].more = {{"title", nullptr}};
    start();
    BOOST_TEST(verdict("Films 1") == "present");
    BOOST_TEST(verdict("Films 3") == "present");
    BOOST_TEST(items() == 2u);
    BOOST_TEST(host.logs.has(reel::log_level::warn, "rows that make no sense"));
}

// Defect 1 and 2: a failed section vanished, and an empty library replaced the good one.
BOOST_AUTO_TEST_CASE(a_failed_section_keeps_its_last_good_rows)
{
    upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2)};
    start();
    upstream.section("2").changed = 2;
    upstream.fail("/library/sections/2/all", 500);
    next_refresh();

    const auto answer = check(R"({"title":"Series 1","type":"show"})");
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "verdict") == "present");
    BOOST_TEST(json_of(*answer, "stale") == "true");
    BOOST_TEST(json_of(*answer, "unreadableSections") == R"(["Series"])");
    BOOST_CHECK(plex->health().state == reel::state::degraded);
    BOOST_TEST(plex->health().reason.find("Series") != std::string::npos);
    pass(1h);
    BOOST_TEST(host.logs.count(reel::log_level::warn, "section=Series") == 1u); // said once, however often it is tried

    // What a section of another kind has to say is untouched by it.
    const auto film = check(R"({"title":"Films 1","type":"movie"})");
    BOOST_TEST(json_of(*film, "stale") == "false");
    BOOST_TEST(!film->contains("unreadableSections"));

    upstream.heal();
    pass(6min); // the longest back-off and its jitter
    BOOST_TEST(json_of(*check(R"({"title":"Series 1","type":"show"})"), "stale") == "false");
    BOOST_CHECK(plex->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(a_section_that_was_never_read_makes_a_miss_unknown)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "Documentaries", 2)};
    upstream.fail("/library/sections/2/all", 500);
    start();
    BOOST_TEST(verdict("Films 1") == "present");
    const auto answer = check(R"({"title":"Something Else","type":"movie"})");
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "verdict") == "unknown");
    BOOST_TEST(json_of(*answer, "unreadableSections") == R"(["Documentaries"])");
    BOOST_TEST(text(*answer, "message").find("Documentaries could not be read just now") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(when_nothing_can_be_read_everything_is_kept_and_a_miss_is_unknown)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    BOOST_TEST(verdict("Something Else") == "absent");
    upstream.unplug();
    next_refresh();
    BOOST_TEST(items() == 3u);
    BOOST_TEST(verdict("Films 1") == "present");
    BOOST_TEST(verdict("Something Else") == "unknown");
    BOOST_CHECK(plex->health().state == reel::state::degraded);

    upstream.plug_in();
    const auto before = reads("1");
    pass(6min);
    BOOST_TEST(verdict("Something Else") == "absent");
    BOOST_TEST(reads("1") == before); // nothing moved meanwhile, so nothing is read again
}

BOOST_AUTO_TEST_CASE(garbage_in_the_middle_of_a_page_keeps_the_last_good_rows)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.section("1").changed = 2;
    upstream.answer("/library/sections/1/all",
                    R"({"MediaContainer":{"size":3,"totalSize":3,"Metadata":[{"ratingKey":"1",)");
    next_refresh();
    BOOST_TEST(verdict("Films 1") == "present");
    BOOST_CHECK(plex->health().state == reel::state::degraded);
}

BOOST_AUTO_TEST_CASE(an_empty_body_does_not_empty_a_section)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.section("1").changed = 2;
    upstream.answer("/library/sections/1/all", "");
    next_refresh();
    BOOST_TEST(verdict("Films 1") == "present");
}

BOOST_AUTO_TEST_CASE(only_sections_that_moved_are_read_again)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "Documentaries", 2)};
    start();
    upstream.section("2").changed = 7;
    upstream.section("2").items.push_back({.key = "900", .title = "New Here", .year = 2026});
    next_refresh();
    BOOST_TEST(reads("1") == 1u);
    BOOST_TEST(reads("2") == 2u);
    BOOST_TEST(verdict("New Here") == "present");
}

BOOST_AUTO_TEST_CASE(a_stamp_that_goes_back_has_moved_too)
{
    upstream.sections = {movies("1", "Films", 3)};
    upstream.section("1").changed = 7;
    start();
    upstream.section("1").changed = 3;
    next_refresh();
    BOOST_TEST(reads("1") == 2u);
}

BOOST_AUTO_TEST_CASE(a_scan_that_ended_is_read_even_if_no_stamp_moved)
{
    upstream.sections = {movies("1", "Films", 3)};
    upstream.section("1").refreshing = true;
    start();
    upstream.section("1").refreshing = false;
    next_refresh();
    BOOST_TEST(reads("1") == 2u);
    next_refresh();
    BOOST_TEST(reads("1") == 2u);
}

BOOST_AUTO_TEST_CASE(once_a_day_everything_is_read_again)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    pass(23h);
    BOOST_TEST(reads("1") == 1u);
    pass(90min);
    BOOST_TEST(reads("1") == 2u);
}

BOOST_AUTO_TEST_CASE(deleted_items_and_removed_sections_are_gone_after_a_refresh)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "Documentaries", 2)};
    start();
    upstream.section("1").items.pop_back();
    upstream.section("1").changed = 2;
    upstream.sections.pop_back();
    next_refresh();
    BOOST_TEST(verdict("Films 3") != "present");
    BOOST_TEST(verdict("Documentaries 1") == "absent");
    BOOST_TEST(items() == 2u);
}

// ---- start ----------------------------------------------------------------------------------------------------------

// Defect 11: unhealthy at the start meant no library until a restart.
BOOST_AUTO_TEST_CASE(a_server_that_is_down_at_the_start_is_picked_up_when_it_comes_back)
{
    upstream.sections = {movies("1", "Films", 3)};
    upstream.unplug();
    start();
    pass(1min);
    BOOST_TEST(host.logs.count(reel::log_level::error, "Plex server is unreachable or token is invalid") == 1u);
    BOOST_TEST(verdict("Films 1") == "connection");
    upstream.plug_in();
    pass(6min);
    BOOST_TEST(verdict("Films 1") == "present");
    BOOST_TEST(host.logs.has(reel::log_level::info, "Plex library cache loaded items=3"));
}

BOOST_AUTO_TEST_CASE(while_the_first_load_runs_the_answer_says_how_far_it_is)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "Documentaries", 20)};
    settings.concurrent_sections = 1;
    upstream.on_page = [this](const std::string& path, int from) {
        if (path.find("/2/") != std::string::npos && from == 0)
            upstream.hold("/library/sections/2/all"); // the next page waits
    };
    start();
    BOOST_TEST(verdict("Films 1") == "present"); // a finished section can answer
    const auto miss = check(R"({"title":"Something Else","type":"movie"})");
    BOOST_REQUIRE(!miss);
    BOOST_CHECK(miss.error().kind() == reel::errc::not_ready);
    BOOST_TEST(miss.error().message() == "Plex library is still loading (section 2 of 2, 50 %)");
    BOOST_CHECK(plex->health().state == reel::state::starting);
    BOOST_TEST(plex->health().reason == "loading (section 2 of 2, 50 %)");
    upstream.release();
    settle();
    BOOST_TEST(verdict("Something Else") == "absent");
    BOOST_CHECK(plex->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(no_more_sections_are_read_at_once_than_configured)
{
    settings.concurrent_sections = 2;
    for (int i = 1; i <= 5; ++i)
    {
        upstream.sections.push_back(movies(std::to_string(i), "Films " + std::to_string(i), 1));
        upstream.hold("/library/sections/" + std::to_string(i) + "/all");
    }
    start();
    std::size_t asked = 0;
    for (int i = 1; i <= 5; ++i)
        asked += reads(std::to_string(i));
    BOOST_TEST(asked == 2u);
    upstream.release();
    settle();
    BOOST_TEST(items() == 5u);
}

// ---- snapshot -------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(a_restart_answers_at_once_from_the_snapshot_marked_stale)
{
    upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2)};
    start();
    stop();
    upstream.hold("/identity");
    host.time.advance(3h);
    start();
    const auto answer = check(R"({"title":"Films 1","type":"movie"})");
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "verdict") == "present");
    BOOST_TEST(json_of(*answer, "stale") == "true");
    BOOST_TEST(text(*answer, "message").ends_with("(as of 3 h ago)"));
    BOOST_CHECK(plex->health().state == reel::state::degraded);

    const auto before = reads("1");
    upstream.release();
    settle();
    BOOST_TEST(json_of(*check(R"({"title":"Films 1","type":"movie"})"), "stale") == "false");
    BOOST_TEST(reads("1") == before); // its stamp has not moved: confirmed without reading it again
    BOOST_CHECK(plex->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(seasons_survive_a_restart)
{
    upstream.sections = {shows("2", "Series", 2)};
    start();
    stop();
    upstream.hold("/identity");
    start();
    BOOST_TEST(json_of(*check(R"({"title":"Series 1","type":"show"})"), "totalEpisodes") == "20");
}

BOOST_AUTO_TEST_CASE(another_server_at_the_same_address_drops_everything)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.machine = "machine-2";
    upstream.sections = {movies("1", "Other", 2)};
    next_refresh();
    BOOST_TEST(verdict("Films 1") == "absent");
    BOOST_TEST(verdict("Other 1") == "present");
    BOOST_TEST(host.logs.has(reel::log_level::warn, "another server than before"));

    stop(); // the snapshot is the new server's
    upstream.unplug();
    start();
    BOOST_TEST(verdict("Other 1") == "present");
    BOOST_TEST(verdict("Films 1") != "present");
}

BOOST_AUTO_TEST_CASE(another_server_that_fails_at_once_leaves_nothing_of_the_old_one)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.machine = "machine-2";
    upstream.fail("/library/sections", 500);
    next_refresh();
    BOOST_TEST(items() == 0u);
    restart();
    BOOST_TEST(items() == 0u); // not even from the disk
    BOOST_TEST(verdict("Films 1") == "not_ready");
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_said_and_ignored)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    stop();
    std::ofstream{host.dir.path() / "library.snapshot"} << "rubbish";
    start();
    BOOST_TEST(items() == 3u);
    BOOST_TEST(host.logs.has(reel::log_level::warn, "snapshot of the last run is not used"));
}

BOOST_AUTO_TEST_CASE(an_excluded_library_does_not_come_back_from_the_snapshot)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "Private", 2)};
    start();
    stop();
    settings.exclude_libraries = {"Private"};
    upstream.unplug();
    start();
    BOOST_TEST(items() == 3u);
}

// ---- stop -----------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(stopping_in_the_middle_of_a_load_ends_it_without_a_complaint)
{
    upstream.sections = {movies("1", "Films", 3), movies("2", "More", 3), movies("3", "Most", 3)};
    for (const auto* path : {"/library/sections/1/all", "/library/sections/2/all"})
        upstream.hold(path);
    start();
    reel_test::run(io, plex->stop()); // before anything is released
    BOOST_TEST(host.logs.count(reel::log_level::warn, "") == 0u);
    BOOST_TEST(host.logs.count(reel::log_level::error, "") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
