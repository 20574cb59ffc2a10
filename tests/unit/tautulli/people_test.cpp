// SPDX-License-Identifier: MIT
// Who is who, and who may see whom: pure.
#include "plugins/tautulli/people.hpp"
#include "tests/unit/tautulli/fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

using namespace reel_tautulli;
using reel::errc;
using tautulli_test::caller;

namespace
{

const std::vector<user> house{{0, "Local", "Local", ""},
                              {7, "anna_m", "Anna Müller", "anna@example.invalid"},
                              {9, "bert", "Bert", "bert@example.invalid"},
                              {11, "cleo", "", ""},
                              {12, "bertram", "Bert", ""}};

enum class who
{
    admin,
    linked_admin,
    anna,
    stranger
};

reel::caller caller_of(who w)
{
    switch (w)
    {
    case who::admin:
        return caller("root", reel::role::admin);
    case who::linked_admin:
        return caller("root", reel::role::admin, "anna_m");
    case who::anna:
        return caller("anna", reel::role::any, "anna_m");
    case who::stranger:
        break;
    }
    return caller("guest", reel::role::any);
}

struct row
{
    who asker;
    scope unlinked;
    const char* asked;
    const char* sees; ///< a name, "everyone", or the kind of the refusal
};

std::ostream& operator<<(std::ostream& out, const row& r)
{
    return out << static_cast<int>(r.asker) << (r.unlinked == scope::all ? " all " : " self ") << r.asked;
}

const row matrix[] = {
    // An admin sees everyone, whatever strangers see.
    {who::admin, scope::self, "", "everyone"},
    {who::admin, scope::all, "", "everyone"},
    {who::admin, scope::self, "everyone", "everyone"},
    {who::admin, scope::self, "cleo", "cleo"},
    {who::admin, scope::self, "me", "bad_argument"},
    {who::admin, scope::self, "dora", "bad_argument"},
    {who::admin, scope::self, "bert", "Bert"},         // the user name decides
    {who::admin, scope::self, "Bert", "bad_argument"}, // two are shown as that
    // A linked admin is asked about as themselves, and may ask for all.
    {who::linked_admin, scope::self, "", "Anna Müller"},
    {who::linked_admin, scope::self, "me", "Anna Müller"},
    {who::linked_admin, scope::self, "everyone", "everyone"},
    {who::linked_admin, scope::all, "cleo", "cleo"},
    // Who is linked sees their own, also where strangers see everything.
    {who::anna, scope::self, "", "Anna Müller"},
    {who::anna, scope::self, "me", "Anna Müller"},
    {who::anna, scope::self, "anna muller", "Anna Müller"},
    {who::anna, scope::self, "7", "Anna Müller"},
    {who::anna, scope::self, "ANNA@example.invalid", "Anna Müller"},
    {who::anna, scope::self, "cleo", "permission"},
    {who::anna, scope::self, "dora", "permission"}, // as if she were there
    {who::anna, scope::self, "everyone", "permission"},
    {who::anna, scope::all, "", "Anna Müller"},
    {who::anna, scope::all, "cleo", "permission"},
    {who::anna, scope::all, "all", "permission"},
    // Strangers see nothing, or all, as the owner said.
    {who::stranger, scope::self, "", "permission"},
    {who::stranger, scope::self, "me", "permission"},
    {who::stranger, scope::self, "cleo", "permission"},
    {who::stranger, scope::self, "everyone", "permission"},
    {who::stranger, scope::all, "", "everyone"},
    {who::stranger, scope::all, "cleo", "cleo"},
    {who::stranger, scope::all, "dora", "bad_argument"},
    {who::stranger, scope::all, "me", "bad_argument"},
};

std::string outcome(const reel::caller& asker, scope unlinked, std::string_view asked, bool everyone = false)
{
    // Without the users, unless they are needed: then needing them is right too.
    const bool needed = needs_users(asker, unlinked, asked, everyone);
    const auto seen = sight_of(asker, unlinked, needed ? house : std::vector<user>{}, asked, everyone);
    return seen ? seen->whose() : std::string{reel::to_string(seen.error().kind())};
}

} // namespace

BOOST_AUTO_TEST_SUITE(tautulli_people)

BOOST_DATA_TEST_CASE(whose_watching_an_answer_holds, boost::unit_test::data::make(matrix), r)
{
    BOOST_TEST(outcome(caller_of(r.asker), r.unlinked, r.asked) == r.sees);
}

BOOST_AUTO_TEST_CASE(questions_about_a_title_are_about_everyone_that_may_be_seen)
{
    BOOST_TEST(outcome(caller_of(who::linked_admin), scope::self, "", true) == "everyone");
    BOOST_TEST(outcome(caller_of(who::linked_admin), scope::self, "me", true) == "Anna Müller");
    BOOST_TEST(outcome(caller_of(who::anna), scope::all, "", true) == "Anna Müller");
    BOOST_TEST(outcome(caller_of(who::stranger), scope::self, "", true) == "permission");
}

BOOST_AUTO_TEST_CASE(a_stranger_is_told_how_to_be_known)
{
    const auto seen = sight_of(caller_of(who::stranger), scope::self, {}, "", false);
    BOOST_TEST(seen.error().message() ==
               "watching is shown to who did it, and nobody knows which Plex user you are; the owner can say so in "
               "reeld.yaml (users: links: tautulli_user)");
}

BOOST_AUTO_TEST_CASE(a_refusal_does_not_tell_who_exists)
{
    const auto there = sight_of(caller_of(who::anna), scope::self, house, "cleo", false);
    const auto not_there = sight_of(caller_of(who::anna), scope::self, house, "dora", false);
    BOOST_TEST(there.error().message() == not_there.error().message());
}

BOOST_AUTO_TEST_CASE(plex_user_links_as_well_and_tautulli_user_wins)
{
    reel::caller asker{"anna", reel::role::any, {{"plex_user", "anna@example.invalid"}}};
    BOOST_TEST(outcome(asker, scope::self, "") == "Anna Müller");
    asker.links["tautulli_user"] = "11";
    BOOST_TEST(outcome(asker, scope::self, "") == "cleo");
}

BOOST_AUTO_TEST_CASE(a_link_that_leads_to_nobody_or_to_several_shows_nothing)
{
    for (const auto* link : {"nobody", "Bert", "...", "Anna Mu"})
    {
        const auto seen = sight_of(caller("x", reel::role::any, link), scope::self, house, "", false);
        BOOST_REQUIRE_MESSAGE(!seen, link);
        BOOST_CHECK(seen.error().kind() == errc::permission);
        BOOST_TEST(seen.error().message().find("correct links: tautulli_user") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_name_to_the_letter_goes_before_one_that_reads_the_same)
{
    const std::vector<user> twins{{1, "jurgen", "", ""}, {2, "jürgen", "", ""}};
    BOOST_TEST(sight_of(caller("x", reel::role::any, "jürgen"), scope::self, twins, "", false)->only->id == 2);
    BOOST_TEST(sight_of(caller("x", reel::role::any, "jurgen"), scope::self, twins, "", false)->only->id == 1);
    BOOST_TEST(!sight_of(caller("x", reel::role::any, "JURGEN"), scope::self, twins, "", false).has_value());
}

BOOST_AUTO_TEST_CASE(a_name_that_is_anothers_number_does_not_give_their_history)
{
    const std::vector<user> house_with_a_trick{{1, "2", "", ""}, {2, "anna", "", ""}};
    BOOST_TEST(sight_of(caller("x", reel::role::any, "2"), scope::self, house_with_a_trick, "", false)->only->id == 2);
}

BOOST_AUTO_TEST_CASE(a_play_of_nobody_is_seen_by_who_sees_everyone_only)
{
    BOOST_TEST(sight{}.sees(std::nullopt));
    BOOST_TEST(!sight{house[1]}.sees(std::nullopt));
    BOOST_TEST(!sight{house[1]}.sees(9));
    BOOST_TEST(sight{house[1]}.sees(7));
}

BOOST_AUTO_TEST_SUITE_END()
