// SPDX-License-Identifier: MIT
// What was accepted is answered once, whatever happens between.
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"

#include <reel/inbox.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <optional>

using reel_test::run;

namespace
{

struct inbox_fixture
{
    asio::io_context io{1};
    reel_test::fake_host host{io};
    std::filesystem::path folder = host.dir.path() / "inbox";
    std::optional<reel::inbox> kept{std::in_place, host, folder};

    reel::inbox& box() { return *kept; }
    reel::result<bool> accept(const std::string& id, const std::string& content = "x")
    {
        return run(io, box().accept(id, content));
    }
    std::vector<reel::inbox::entry> restart()
    {
        kept.emplace(host, folder);
        return kept->resume();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(inbox, inbox_fixture)

BOOST_AUTO_TEST_CASE(the_next_run_finds_what_was_not_done)
{
    BOOST_TEST(*accept("SM1", "one"));
    BOOST_TEST(*accept("SM2", "two"));
    box().done("SM1");
    box().done("SM3");
    const auto left = restart();
    BOOST_REQUIRE(left.size() == 1u);
    BOOST_TEST(left[0].id == "SM2");
    BOOST_TEST(left[0].content == "two");
    BOOST_TEST(!*accept("SM2", "two"), "delivered twice");
    box().done("SM2");
    BOOST_TEST(!*accept("SM2", "two"), "delivered twice, after it was done");
    BOOST_TEST(box().size() == 0u);
    BOOST_TEST(restart().empty());
}

BOOST_AUTO_TEST_CASE(how_much_of_the_answer_was_sent_is_known_to_the_next_run)
{
    accept("SM1");
    BOOST_TEST(box().sent("SM1") == 0u);
    box().note_sent("SM1", 2);
    restart();
    BOOST_TEST(box().sent("SM1") == 2u);
    box().note_sent("SM1", 3);
    restart();
    BOOST_TEST(box().sent("SM1") == 3u);
    box().done("SM1");
    BOOST_TEST(std::filesystem::is_empty(folder));
}

BOOST_AUTO_TEST_CASE(a_message_that_nobody_survives_is_given_up)
{
    accept("SM1");
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(restart().size() == 1u);
    BOOST_TEST(restart().empty());
    BOOST_TEST(std::filesystem::is_empty(folder));
    BOOST_TEST(host.logs.has(reel::log_level::error, "SM1"));
}

BOOST_AUTO_TEST_CASE(what_was_left_comes_again_with_the_next_run_only)
{
    accept("SM1");
    box().leave("SM1", true);
    BOOST_TEST(box().size() == 0u);
    BOOST_TEST(!*accept("SM1"));
    for (int i = 0; i < 20; ++i, box().leave("SM1", true))
        BOOST_TEST(restart().size() == 1u, "it is not to blame for restarts");
}

BOOST_AUTO_TEST_CASE(what_was_not_written_whole_was_never_accepted)
{
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "SM1.0.0.tmp"} << "ha";
    BOOST_TEST(restart().empty());
    BOOST_TEST(std::filesystem::is_empty(folder));
    BOOST_TEST(*accept("SM1"));
}

BOOST_AUTO_TEST_CASE(an_id_is_no_path)
{
    for (const auto* id : {"", "../x", "a/b", ".", "a.tmp", "a b"})
        BOOST_TEST(!accept(id).has_value(), id);
    BOOST_TEST(!accept(std::string(101, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_kept_is_not_accepted)
{
    folder = "/proc/nowhere";
    restart();
    BOOST_TEST(!accept("SM1").has_value());
    BOOST_TEST(!accept("SM1").has_value(), "and may come again");
    BOOST_TEST(box().size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
