// SPDX-License-Identifier: MIT
#include "plugins/plex/snapshot.hpp"

#include "tests/support/temp_dir.hpp"
#include "tests/unit/plex/library_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <random>

#include <sys/stat.h>
#include <zlib.h>

using namespace reel_plex;
using namespace reel_plex_test;

namespace
{

library sample()
{
    auto alien = film("Alien", 1979, {tmdb(348), imdb(78748)});
    alien.original_title = "千と千尋";
    alien.sort_title = "Alien 1";
    alien.edition = "Director's Cut";
    alien.guid = "plex://movie/5d776825880197001ec90394";
    alien.genres = {"Horror", "Science Fiction"};
    alien.resolutions = static_cast<std::uint8_t>(resolution::p2160);
    alien.rating = 8.1;
    alien.added_at = 1449039414;
    alien.view_count = 3;
    auto gone = film("Heat", 1995, {tmdb(949)});
    gone.deleted = true;
    gone.genres = {"Crime"};

    section_info info;
    info.key = "2";
    info.title = "Series";
    info.uuid = "u-2";
    info.agent = "tv.plex.agents.series";
    info.type = "show";
    info.kind = kind::show;
    info.stamps = {-1, 1600000000, 12345678901234};
    section_builder shows{info};
    auto expanse = film("The Expanse", 2015, {tvdb(280619)});
    expanse.rating_key = "9";
    expanse.leaf_count = 20;
    expanse.viewed_leaf_count = 7;
    expanse.child_count = 2;
    shows.add(expanse);
    shows.add_season("9", {0, 1, 0, "90", "Specials"});
    shows.add_season("9", {1, 19, 7, "91", "Season 1"});
    return {"0123456789abcdef",
            {section_of("1", kind::movie, {alien, gone}), shows.finish(reel::time_point{} + std::chrono::hours{48})}};
}

/// Puts the right checksum on bytes that were tampered with, as an attacker would.
std::string signed_again(std::string bytes)
{
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()) + 16, bytes.size() - 16);
    for (std::size_t i = 0; i < 4; ++i)
        bytes[12 + i] = static_cast<char>(sum >> (8 * i));
    return bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(snapshot_test)

BOOST_AUTO_TEST_CASE(a_library_survives_the_disk)
{
    reel_test::temp_dir dir;
    const auto path = dir.path() / "library";
    BOOST_REQUIRE(save_snapshot(path, sample()));
    const auto read = load_snapshot(path);
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().describe()));
    BOOST_TEST(read->machine_identifier == "0123456789abcdef");
    BOOST_REQUIRE_EQUAL(read->sections.size(), 2u);
    const auto& films = *read->sections[0];
    BOOST_TEST(films.size() == 2u);
    BOOST_TEST((films.as_of() == reel::time_point{} + std::chrono::hours{24}));
    const row alien = films[0];
    BOOST_TEST(alien.title() == "Alien");
    BOOST_TEST(alien.original_title() == "千と千尋");
    BOOST_TEST(alien.sort_title() == "Alien 1");
    BOOST_TEST(alien.edition() == "Director's Cut");
    BOOST_TEST(alien.guid() == "plex://movie/5d776825880197001ec90394");
    BOOST_TEST(alien.rating().value() == 8.1);
    BOOST_TEST(alien.added_at() == 1449039414);
    BOOST_TEST(alien.view_count() == 3u);
    BOOST_TEST(alien.best_resolution() == "4k");
    BOOST_TEST(alien.has_genre("science fiction"));
    BOOST_TEST(!alien.has_genre("crime"));
    BOOST_TEST(films[1].deleted());
    BOOST_TEST(films[1].has_genre("crime"));
    const auto& shows = *read->sections[1];
    BOOST_TEST(shows.info().title == "Series");
    BOOST_TEST((shows.kind() == kind::show));
    BOOST_TEST((shows.info().stamps == section_stamps{-1, 1600000000, 12345678901234}));
    BOOST_TEST(shows.info().indexable());
    BOOST_TEST(shows[0].seasons().size() == 2u);
    BOOST_TEST(shows[0].seasons().at(1).episodes == 19u);
    BOOST_TEST(read->find(kind::movie, imdb(78748)).size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_read_is_written_the_same)
{
    const auto bytes = encode_snapshot(sample());
    BOOST_TEST((encode_snapshot(*decode_snapshot(bytes)) == bytes));
    BOOST_TEST(decode_snapshot(encode_snapshot({}))->sections.empty());
}

BOOST_AUTO_TEST_CASE(the_file_is_the_owner_s_alone_and_replaced_whole)
{
    reel_test::temp_dir dir;
    const auto path = dir.path() / "library";
    std::ofstream{path} << "something older";
    std::ofstream{dir.path() / "library.new"} << "left by a crash";
    BOOST_REQUIRE(save_snapshot(path, sample()));
    struct stat about{};
    BOOST_REQUIRE_EQUAL(::stat(path.c_str(), &about), 0);
    BOOST_TEST((about.st_mode & 0777) == 0600u);
    BOOST_TEST(load_snapshot(path).has_value());
    BOOST_TEST(!std::filesystem::exists(dir.path() / "library.new"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error)
{
    reel_test::temp_dir dir;
    BOOST_TEST(!save_snapshot(dir.path() / "no" / "library", sample()));
    BOOST_TEST((load_snapshot(dir.path() / "none").error().kind() == reel::errc::unavailable));
    BOOST_TEST(!load_snapshot(dir.path())); // a folder is no file
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_short_or_changed_is_refused)
{
    const auto bytes = encode_snapshot(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        BOOST_REQUIRE(!decode_snapshot(std::string_view{bytes}.substr(0, size)));
    for (std::size_t at = 0; at < bytes.size(); ++at)
    {
        auto changed = bytes;
        changed[at] ^= 0x40;
        const auto read = decode_snapshot(changed);
        BOOST_REQUIRE(!read);
        BOOST_TEST((read.error().kind() == reel::errc::validation));
    }
    BOOST_TEST(!decode_snapshot(bytes + "x"));
}

BOOST_AUTO_TEST_CASE(another_version_is_refused_by_name)
{
    auto bytes = encode_snapshot(sample());
    bytes[8] = 99;
    BOOST_TEST(decode_snapshot(bytes).error().message().find("version") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_hostile_file_leads_nowhere)
{
    const auto bytes = encode_snapshot(sample());
    std::mt19937 random{11};
    for (int i = 0; i < 20'000; ++i)
    {
        auto changed = bytes;
        for (auto n = random() % 4 + 1; n > 0; --n)
            changed[16 + random() % (changed.size() - 16)] = static_cast<char>(random());
        if (const auto read = decode_snapshot(signed_again(std::move(changed))))
            for (const auto& s : read->sections)
                for (std::uint32_t r = 0; r < s->size(); ++r)
                    BOOST_REQUIRE(((*s)[r].title().size() + (*s)[r].seasons().size()) < 100'000u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
