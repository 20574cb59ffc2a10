// SPDX-License-Identifier: MIT
// Through the tools: what leaves is the caller's own, or what the owner allows. The rule itself is in people_test.cpp.
#include "tests/unit/tautulli/fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

using namespace tautulli_test;
using reel_tautulli::scope;

namespace
{

struct row
{
    reel::role role;
    const char* link;
    scope unlinked;
    const char* asked;
    const char* users; ///< whose plays come, or the kind of the refusal
};

std::ostream& operator<<(std::ostream& out, const row& r)
{
    return out << (r.role == reel::role::admin ? "admin" : "user") << " linked to '" << r.link << "' asks for '"
               << r.asked << "', default_scope " << reel::enum_name(r.unlinked);
}

constexpr auto admin = reel::role::admin, other = reel::role::any;

const row matrix[] = {
    {admin, "", scope::self, "", "Anna Müller, Bert, cleo"},
    {admin, "", scope::all, "", "Anna Müller, Bert, cleo"},
    {admin, "", scope::self, "bert", "Bert"},
    {admin, "", scope::self, "me", "bad_argument"},
    {admin, "anna_m", scope::self, "", "Anna Müller"},
    {admin, "anna_m", scope::self, "everyone", "Anna Müller, Bert, cleo"},
    {admin, "anna_m", scope::self, "cleo", "cleo"},
    {other, "anna_m", scope::self, "", "Anna Müller"},
    {other, "anna_m", scope::all, "", "Anna Müller"},
    {other, "anna_m", scope::self, "anna_m", "Anna Müller"},
    {other, "anna_m", scope::self, "bert", "permission"},
    {other, "anna_m", scope::all, "bert", "permission"},
    {other, "anna_m", scope::self, "everyone", "permission"},
    {other, "nobody", scope::self, "", "permission"},
    {other, "nobody", scope::all, "", "permission"},
    {other, "", scope::self, "", "permission"},
    {other, "", scope::self, "bert", "permission"},
    {other, "", scope::all, "", "Anna Müller, Bert, cleo"},
    {other, "", scope::all, "bert", "Bert"},
};

std::string users_in(const reel::result<boost::json::object>& answer, std::string_view list)
{
    return answer ? column(*answer, list, "user") : std::string{reel::to_string(answer.error().kind())};
}

} // namespace

BOOST_AUTO_TEST_SUITE(tautulli_privacy)

BOOST_DATA_TEST_CASE(only_what_the_caller_may_see_leaves, boost::unit_test::data::make(matrix), r)
{
    tautulli_fixture f;
    f.upstream.plays = {{anna, "Heat", ago(hour)}, {bert, "Heat", ago(2 * hour)}, {cleo, "Heat", ago(3 * hour)}};
    f.settings.default_scope = r.unlinked;
    const auto who = caller("somebody", r.role, r.link);
    const auto args = R"({"user":")" + std::string{r.asked} + R"("})";
    const auto of_title = R"({"title":"heat","user":")" + std::string{r.asked} + R"("})";

    BOOST_TEST(users_in(f.history(args, who), "results") == r.users);
    BOOST_TEST(users_in(f.history(of_title, who), "results") == r.users);
    // An admin who asks who watched something means everyone, linked or not.
    const bool linked_admin = r.role == admin && *r.link != '\0' && *r.asked == '\0';
    BOOST_TEST(users_in(f.stats(of_title, who), "watchers") == (linked_admin ? "Anna Müller, Bert, cleo" : r.users));
    const auto numbers = f.stats(args, who);
    BOOST_TEST((numbers ? text(*numbers, "whose") : std::string{reel::to_string(numbers.error().kind())}) ==
               (std::string_view{r.users}.find(',') == std::string_view::npos ? r.users : "everyone"));
}

// A filter that Tautulli does not know is ignored without a word: everyone's plays come.
BOOST_AUTO_TEST_CASE(plays_of_others_do_not_leave_when_tautulli_ignores_the_filter)
{
    tautulli_fixture f;
    f.upstream.plays = {{anna, "Heat", ago(hour)}, {bert, "Dune", ago(2 * hour)}};
    f.upstream.knows_filters = false;
    const auto who = caller("anna", reel::role::any, "anna_m");
    for (const auto* args : {"{}", R"({"title":"dune"})", R"({"since":"2025-12-01"})"})
    {
        const auto answer = f.history(args, who);
        BOOST_REQUIRE_MESSAGE(!answer, args);
        BOOST_CHECK(answer.error().kind() == errc::validation);
    }
}

BOOST_AUTO_TEST_CASE(plays_without_an_owner_do_not_leave_either)
{
    tautulli_fixture f;
    f.upstream.plays = {{anna, "Heat", ago(hour)}, {anna, "Dune", ago(2 * hour)}};
    f.upstream.plays[1].more = {{"user_id", ""}, {"friendly_name", "Bert"}};
    const auto who = caller("anna", reel::role::any, "anna_m");
    BOOST_TEST(column(*f.history("{}", who), "results", "title") == "Heat");
    BOOST_TEST(column(*f.history(R"({"since":"2025-12-01"})", who), "results", "title") == "Heat");
}

BOOST_AUTO_TEST_CASE(who_is_refused_costs_tautulli_nothing)
{
    tautulli_fixture f;
    BOOST_TEST(!f.history("{}", caller("guest", reel::role::any)).has_value());
    BOOST_TEST(f.upstream.count("get_history") == 0u);
    BOOST_TEST(f.upstream.count("get_users") == 0u);
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_while_nobody_can_say_who_is_linked)
{
    tautulli_fixture f;
    f.upstream.fail("get_users", reel::error{errc::connection, "refused"});
    const auto answer = f.history("{}", caller("anna", reel::role::any, "anna_m"));
    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().kind() == errc::connection);
    BOOST_TEST(f.upstream.count("get_history") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
