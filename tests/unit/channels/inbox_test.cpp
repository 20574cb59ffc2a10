// SPDX-License-Identifier: MIT
// What was accepted is answered once, whatever happens between.
#include "tests/support/temp_dir.hpp"

#include <reel/inbox.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(inbox)

BOOST_AUTO_TEST_CASE(the_next_run_finds_what_was_not_done)
{
    reel_test::temp_dir dir;
    {
        reel::inbox box{dir.path() / "inbox"};
        BOOST_TEST(*box.accept("SM1", "one"));
        BOOST_TEST(*box.accept("SM2", "two"));
        box.done("SM1");
        box.done("SM3");
    }
    reel::inbox box{dir.path() / "inbox"};
    const auto left = box.resume();
    BOOST_REQUIRE(left.size() == 1u);
    BOOST_TEST(left[0].id == "SM2");
    BOOST_TEST(left[0].content == "two");
    BOOST_TEST(!*box.accept("SM2", "two"), "delivered twice");
    box.done("SM2");
    BOOST_TEST(!*box.accept("SM2", "two"), "delivered twice, after it was done");
    BOOST_TEST(box.size() == 0u);
    BOOST_TEST(reel::inbox{dir.path() / "inbox"}.resume().empty());
}

BOOST_AUTO_TEST_CASE(an_id_is_no_path)
{
    reel_test::temp_dir dir;
    reel::inbox box{dir.path() / "inbox"};
    for (const auto* id : {"", "../x", "a/b", ".", "a.tmp", "a b"})
        BOOST_TEST(!box.accept(id, "x").has_value(), id);
    BOOST_TEST(!box.accept(std::string(101, 'a'), "x").has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_kept_is_not_accepted)
{
    reel::inbox box{"/proc/nowhere"};
    BOOST_TEST(!box.accept("SM1", "one").has_value());
    BOOST_TEST(box.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
