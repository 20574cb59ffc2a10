// SPDX-License-Identifier: MIT
#include "plugins/plex/guid.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace reel_plex;

namespace
{

struct form
{
    std::string_view guid;
    item_type of;
    id_space space;
    std::uint64_t value; // 0: no id
};

constexpr auto movie = item_type::movie;
constexpr auto show = item_type::show;
constexpr auto none = id_space::tmdb;

constexpr form forms[] = {
    {"tmdb://348", movie, id_space::tmdb, 348},
    {"tvdb://74205", show, id_space::tvdb, 74205},
    {"imdb://tt0078748", movie, id_space::imdb, 78748},
    {"imdb://tt10872600", movie, id_space::imdb, 10872600},
    {"com.plexapp.agents.imdb://tt0078748?lang=en", movie, id_space::imdb, 78748},
    {"com.plexapp.agents.imdb://tt0078748", movie, id_space::imdb, 78748},
    {"com.plexapp.agents.themoviedb://348?lang=en", movie, id_space::tmdb, 348},
    {"com.plexapp.agents.themoviedb://1399?lang=de", show, id_space::tmdb, 1399},
    {"com.plexapp.agents.thetvdb://74205?lang=en", show, id_space::tvdb, 74205},
    {"com.plexapp.agents.thetvdb://74205/1?lang=en", item_type::season, id_space::tvdb, 74205},
    {"com.plexapp.agents.thetvdb://74205/1/3?lang=en", item_type::other, id_space::tvdb, 74205},
    {"com.plexapp.agents.hama://tvdb-74205?lang=en", show, id_space::tvdb, 74205},
    {"com.plexapp.agents.hama://tvdb4-74205?lang=en", show, id_space::tvdb, 74205},
    {"com.plexapp.agents.hama://anidb-4563?lang=en", show, id_space::anidb, 4563},
    {"com.plexapp.agents.hama://anidb2-4563?lang=en", show, id_space::anidb, 4563},
    {"com.plexapp.agents.hama://anidb-a4563?lang=en", show, id_space::anidb, 4563},
    {"com.plexapp.agents.xbmcnfo://tt0078748?lang=en", movie, id_space::imdb, 78748},
    {"com.plexapp.agents.xbmcnfo://348?lang=en", movie, id_space::tmdb, 348},
    {"com.plexapp.agents.xbmcnfotv://74205?lang=en", show, id_space::tvdb, 74205},
    {"com.plexapp.agents.xbmcnfotv://tt0944947?lang=en", show, id_space::imdb, 944947},

    {"com.plexapp.agents.xbmcnfotv://1234567890123?lang=en", show, none, 0}, // made by the agent
    {"com.plexapp.agents.none://8a3b?lang=xn", movie, none, 0},
    {"tv.plex.agents.none://1234", movie, none, 0},
    {"local://1234", movie, none, 0},
    {"com.plexapp.agents.myanimelist://1234", show, none, 0},
    {"com.plexapp.agents.hama://tvdb", show, none, 0},
    {"com.plexapp.agents.hama://-", show, none, 0},
    {"tmdb://", movie, none, 0},
    {"tmdb://0", movie, none, 0},
    {"tmdb://-1", movie, none, 0},
    {"tmdb://abc", movie, none, 0},
    {"tmdb://348abc", movie, none, 0},
    {"tmdb://99999999999999999999999", movie, none, 0},
    {"imdb://tt", movie, none, 0},
    {"imdb://nm0000001", movie, none, 0},
    {"plex://movie/", movie, none, 0},
    {"plex://season/602e67d31d3358002c411c39", item_type::season, none, 0},
    {"://", movie, none, 0},
    {"", movie, none, 0},
    {"tmdb", movie, none, 0},
};

} // namespace

BOOST_AUTO_TEST_SUITE(guid_test)

BOOST_AUTO_TEST_CASE(every_agent_s_form_is_read)
{
    for (const auto& f : forms)
    {
        const auto id = parse_guid(f.guid, f.of);
        BOOST_TEST(id.has_value() == (f.value != 0), f.guid);
        if (id && f.value)
        {
            BOOST_TEST((id->space == f.space), f.guid);
            BOOST_TEST(id->value == f.value, f.guid);
        }
    }
}

BOOST_AUTO_TEST_CASE(plex_s_own_guids_are_equal_for_copies_only)
{
    const auto a = parse_guid("plex://movie/5d776825880197001ec90394", movie);
    const auto b = parse_guid("plex://movie/5d776825880197001ec90395", movie);
    BOOST_REQUIRE((a && b));
    BOOST_TEST((a->space == id_space::plex));
    BOOST_TEST((*a == *parse_guid("plex://movie/5d776825880197001ec90394", movie)));
    BOOST_TEST((*a != *b));
}

BOOST_AUTO_TEST_CASE(imdb_ids_are_numbers_with_a_prefix)
{
    BOOST_TEST(parse_imdb("tt0078748").value() == 78748u);
    BOOST_TEST(parse_imdb("78748").value() == 78748u);
    BOOST_TEST(!parse_imdb("tt"));
    BOOST_TEST(!parse_imdb("tt12x"));
    BOOST_TEST(!parse_imdb(""));
    BOOST_TEST(format_imdb(78748) == "tt0078748");
    BOOST_TEST(format_imdb(10872600) == "tt10872600");
}

BOOST_AUTO_TEST_SUITE_END()
