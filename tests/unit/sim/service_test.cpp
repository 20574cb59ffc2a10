// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace sim_test;
using reel_sim::kind;

BOOST_FIXTURE_TEST_SUITE(service_endpoints, plex_fixture)

BOOST_AUTO_TEST_CASE(identity_needs_no_token_and_everything_else_does)
{
    BOOST_TEST(container_of(get("/identity", "Accept: application/json\r\n")).at("machineIdentifier").as_string() ==
               service.settings().machine_identifier);
    for (auto target : {"/", "/library/sections", "/library/sections/1/all", "/library/metadata/1000", "/nowhere"})
    {
        const auto r = ask(target, "Accept: application/json\r\n");
        BOOST_TEST(r.status == 401, target);
        BOOST_TEST(r.content_type == "text/html");
        BOOST_TEST(r.body.text() ==
                   "<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>");
    }
    BOOST_TEST(ask("/", "X-Plex-Token: wrong\r\n").status == 401);
    BOOST_TEST(ask("/?X-Plex-Token=demo-token", "Accept: application/json\r\n").status == 200);
    BOOST_TEST(container_of(get("/")).at("machineIdentifier").as_string() == service.settings().machine_identifier);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_a_404_page)
{
    for (auto target : {"/nowhere", "/library/metadata/1", "/library/metadata/x", "/library/sections/77/all",
                        "/library/sections/1/x"})
    {
        const auto r = ask(target);
        BOOST_TEST(r.status == 404, target);
        BOOST_TEST(r.body.text().starts_with("<html><head><title>Not Found"));
    }
}

BOOST_AUTO_TEST_CASE(without_accept_the_answer_is_xml)
{
    const auto r =
        ask("/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=2", "X-Plex-Token: demo-token\r\n");
    const auto text = r.body.text();
    BOOST_TEST(r.content_type == "text/xml;charset=utf-8");
    BOOST_TEST(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MediaContainer allowSync=\"1\""));
    BOOST_TEST(text.find(" totalSize=\"150\"") != text.npos);
    BOOST_TEST(text.find("<Video ratingKey=\"") != text.npos);
    BOOST_TEST(text.find("<Media id=\"") != text.npos);
    BOOST_TEST(text.ends_with("</Video>\n</MediaContainer>\n"));
    const auto sections = get("/library/sections", "X-Plex-Token: demo-token\r\nAccept: */*\r\n");
    BOOST_TEST(sections.find("<Directory allowSync=\"1\"") != sections.npos);
    BOOST_TEST(sections.find("<Location id=\"1\" path=\"/srv/media/1\">") != sections.npos);
}

BOOST_AUTO_TEST_CASE(sections_carry_stamps_and_what_a_client_must_ignore)
{
    const auto sections = container_of(get("/library/sections")).at("Directory").as_array();
    BOOST_TEST(sections.size() == 9u);
    const auto& films = sections.at(0).as_object();
    BOOST_TEST(films.at("key") == "1");
    BOOST_TEST(films.at("type") == "movie");
    BOOST_TEST(films.at("refreshing") == false);
    for (auto stamp : {"updatedAt", "scannedAt", "contentChangedAt", "createdAt"})
        BOOST_TEST(films.at(stamp).is_int64(), stamp);
    BOOST_TEST(sections.at(7).at("type") == "artist");
    BOOST_TEST(sections.at(8).at("hidden") == 2);
}

BOOST_AUTO_TEST_CASE(what_is_common_to_all_rows_is_in_the_container)
{
    const auto c = container_of(get("/library/sections/2/all"));
    BOOST_TEST(c.at("librarySectionID") == 2);
    BOOST_TEST(c.at("librarySectionTitle") == "Series");
    BOOST_TEST(!c.at("Metadata").at(0).as_object().contains("librarySectionID"));
    const auto children = container_of(get("/library/metadata/" + key_of(kind::show, "Severance", 2022) + "/children"));
    BOOST_TEST(children.at("parentTitle") == "Severance");
    BOOST_TEST(!children.at("Metadata").at(1).as_object().contains("parentTitle"));
}

BOOST_AUTO_TEST_CASE(one_item_has_its_guids_without_asking)
{
    const auto row = rows_of(get("/library/metadata/" + key_of(kind::movie, "Alien", 1979))).at(0).as_object();
    BOOST_TEST(row.at("Guid").at(0).at("id") == "imdb://tt0078748");
    BOOST_TEST(row.at("librarySectionID") == 1);
    BOOST_TEST(row.at("librarySectionTitle") == "Films");
}

BOOST_AUTO_TEST_CASE(several_keys_and_children_come_in_one_answer)
{
    const auto keys = key_of(kind::show, "Breaking Bad", 2008) + "," + key_of(kind::movie, "Alien", 1979) + ",1";
    const auto rows = rows_of(get("/library/metadata/" + keys + "?includeChildren=1"));
    BOOST_REQUIRE(rows.size() == 2u);
    BOOST_TEST(rows.at(0).at("Children").at("Metadata").as_array().size() == 5u);
    BOOST_TEST(!rows.at(1).as_object().contains("Children"));
}

BOOST_AUTO_TEST_CASE(the_row_of_all_episodes_is_among_the_children_unless_refused)
{
    const auto target = "/library/metadata/" + key_of(kind::show, "The Expanse", 2015) + "/children";
    const auto children = rows_of(get(target));
    BOOST_TEST(children.size() == 4u);
    BOOST_TEST(children.at(0).at("title") == "All episodes");
    BOOST_TEST(!children.at(0).as_object().contains("ratingKey"));
    const auto seasons = rows_of(get(target + "?excludeAllLeaves=1"));
    BOOST_REQUIRE(seasons.size() == 3u);
    BOOST_TEST(seasons.at(2).at("index") == 4);
    BOOST_TEST(seasons.at(2).at("leafCount") == 10);

    service.settings().all_episodes = reel_sim::plex::all_episodes_row::in_directory;
    const auto c = container_of(get(target));
    BOOST_TEST(c.at("Metadata").as_array().size() == 3u);
    BOOST_TEST(c.at("Directory").at(0).at("title") == "All episodes");
}

BOOST_AUTO_TEST_CASE(leaves_are_all_episodes_of_a_show_and_children_those_of_a_season)
{
    const auto show = key_of(kind::show, "Breaking Bad", 2008);
    const auto leaves = rows_of(get("/library/metadata/" + show + "/allLeaves"));
    BOOST_TEST(leaves.size() == 62u);
    BOOST_TEST(leaves.at(61).at("parentIndex") == 5);
    BOOST_TEST(leaves.at(61).at("index") == 16);
    const auto season = leaves.at(61).at("parentRatingKey").as_string();
    const auto episodes = container_of(get("/library/metadata/" + std::string{season} + "/children"));
    BOOST_TEST(episodes.at("Metadata").as_array().size() == 16u);
    BOOST_TEST(episodes.at("grandparentTitle") == "Breaking Bad");
    BOOST_TEST(episodes.at("parentIndex") == 5);
}

BOOST_AUTO_TEST_CASE(hidden_seasons_take_their_keys_from_the_episodes)
{
    const auto key = key_of(kind::show, "Chernobyl", 2019);
    BOOST_TEST(rows_of(get("/library/metadata/" + key)).at(0).at("skipChildren") == true);
    const auto episode = rows_of(get("/library/metadata/" + key + "/allLeaves")).at(0).as_object();
    BOOST_TEST(!episode.contains("parentRatingKey"));
    BOOST_TEST(episode.at("parentIndex") == 1);
    BOOST_TEST(episode.at("skipParent") == true);
}

BOOST_AUTO_TEST_CASE(trash_is_listed_and_cannot_be_fetched)
{
    const auto row = row_named(get("/library/sections/1/all"), "The Fly");
    BOOST_TEST(row.contains("deletedAt"));
    BOOST_TEST(ask("/library/metadata/" + std::string{row.at("ratingKey").as_string()}).status == 404);
}

BOOST_AUTO_TEST_CASE(odd_rows_are_odd)
{
    const auto films = get("/library/sections/1/all?includeGuids=1");
    BOOST_TEST(row_named(films, "Heat").at("ratingKey").is_int64());
    BOOST_TEST(row_named(films, "Fargo").at("year") == "1996");
    BOOST_TEST(row_named(films, "Arrival").at("Guid").as_array().size() == 4u);
    BOOST_TEST(!row_named(films, "Les Mis\xE9rables").empty(), "Latin-1 bytes in a title");
    BOOST_TEST(row_named(films, "Inception").at("Media").as_array().size() == 2u);
    BOOST_TEST(row_named(films, "Ben-Hur").at("Media").at(0).at("Part").as_array().size() == 2u);
    std::size_t nameless = 0;
    for (const auto& row : rows_of(films))
        nameless += !row.as_object().contains("title");
    BOOST_TEST(nameless == 1u);
    const auto firefly = "/library/metadata/" + key_of(kind::show, "Firefly", 2002) + "/children?excludeAllLeaves=1";
    BOOST_TEST(rows_of(get(firefly)).at(0).at("index") == "1");
}

BOOST_AUTO_TEST_CASE(legacy_agents_have_their_own_guids)
{
    auto all_of = [&](int section) {
        std::string guids;
        for (const auto& row : rows_of(get("/library/sections/" + std::to_string(section) + "/all?includeGuids=1")))
        {
            guids += row.at("guid").as_string();
            guids += ' ';
        }
        return guids;
    };
    const auto kids = all_of(5), anime = all_of(4), documentaries = all_of(6), home = all_of(7);
    BOOST_TEST(kids.find("com.plexapp.agents.imdb://tt") != kids.npos);
    BOOST_TEST(kids.find("com.plexapp.agents.themoviedb://") != kids.npos);
    BOOST_TEST(kids.find("com.plexapp.agents.xbmcnfo://") != kids.npos);
    BOOST_TEST(anime.find("com.plexapp.agents.hama://tvdb") != anime.npos);
    BOOST_TEST(anime.find("com.plexapp.agents.hama://anidb-") != anime.npos);
    BOOST_TEST(documentaries.find("com.plexapp.agents.thetvdb://") != documentaries.npos);
    BOOST_TEST(documentaries.find("com.plexapp.agents.xbmcnfotv://") != documentaries.npos);
    BOOST_TEST(home.find("com.plexapp.agents.none://") != home.npos);
}

BOOST_AUTO_TEST_CASE(a_change_moves_the_stamps_of_its_section_only)
{
    const auto films = world.sections.at(0), series = world.sections.at(1);
    library.add_item({.section = "Films", .title = "The Newest", .year = 2025, .tmdb = 0, .seasons = {}});
    BOOST_TEST(world.sections.at(0).content_changed_at > films.content_changed_at);
    BOOST_TEST(world.sections.at(0).scanned_at > films.scanned_at);
    BOOST_TEST(world.sections.at(1).content_changed_at == series.content_changed_at);
    const auto after = world.sections.at(0).content_changed_at;
    library.add_item({.section = "Films", .title = "In Secret", .year = 2025, .tmdb = 0, .seasons = {}},
                     {.stamps = false, .events = false});
    BOOST_TEST(world.sections.at(0).content_changed_at == after);
    BOOST_TEST(!row_named(get("/library/sections/1/all"), "In Secret").empty());
}

BOOST_AUTO_TEST_CASE(shows_grow_and_films_go)
{
    const auto show = world.copies(kind::show, "The Expanse", 2015).at(0)->key;
    library.add_season(show, 3, 13);
    library.add_episode(show, 4, 11);
    const auto target = "/library/metadata/" + std::to_string(show);
    const auto seasons = rows_of(get(target + "/children?excludeAllLeaves=1"));
    BOOST_REQUIRE(seasons.size() == 4u);
    BOOST_TEST(seasons.at(2).at("index") == 3);
    BOOST_TEST(seasons.at(3).at("leafCount") == 11);
    BOOST_TEST(rows_of(get(target)).at(0).at("leafCount") == 47);
    const auto film = world.copies(kind::movie, "Heat", 1995).at(0)->key;
    library.rename_item(film, "Heat (remastered)");
    BOOST_TEST(!row_named(get("/library/sections/1/all"), "Heat (remastered)").empty());
    library.remove_item(film);
    BOOST_TEST(row_named(get("/library/sections/1/all"), "Heat (remastered)").empty());
    BOOST_TEST(ask("/library/metadata/" + std::to_string(film)).status == 404);
    BOOST_CHECK_THROW(library.remove_item(film), std::invalid_argument);
    BOOST_CHECK_THROW(library.add_season(world.copies(kind::movie, "Dune", 1984).at(0)->key, 1, 1),
                      std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
