// SPDX-License-Identifier: MIT
#include "plugins/tmdb/availability.hpp"
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;
using namespace reel_tmdb;

namespace
{

struct availability_fixture
{
    std::optional<marks> ask(std::size_t count, std::string tool = "the_tool")
    {
        std::vector<wanted> titles;
        for (std::size_t i = 0; i < count; ++i)
            titles.push_back({kind::show, "Show " + std::to_string(i), 2000, static_cast<std::int64_t>(i + 1), {}});
        auto context = host.context();
        availability library{host, std::move(tool)};
        return reel_test::run(io, library.of(std::move(titles), context));
    }
    void answer(std::string json)
    {
        host.tools["the_tool"] = [this, json](const json::object& args) -> reel::result<reel::tool_result> {
            sizes.push_back(args.at("items").as_array().size());
            return reel::tool_result{json, {}};
        };
    }
    void fail(reel::errc kind)
    {
        host.tools["the_tool"] = [kind](const json::object&) -> reel::result<reel::tool_result> {
            return reel::error{kind, "no"};
        };
    }

    asio::io_context io{1};
    reel_test::fake_host host{io, "tmdb"};
    std::vector<std::size_t> sizes;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_availability, availability_fixture)

BOOST_AUTO_TEST_CASE(a_verdict_library_and_seasons_are_taken_over)
{
    answer(R"({"results":[{"verdict":"partial","library":"TV","seasons":[{"season":1,"episodes":9},{"season":3}],
        "missingSeasons":[2]},{"verdict":"nonsense","library":"","seasons":[],"missingSeasons":null}],
        "asOf":"2025-12-31T23:00:00Z","stale":false,"more":{}})");
    const auto got = ask(2);
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got->known);
    BOOST_TEST(reel::to_json(got->of[0]) ==
               R"({"status":"partial","library":"TV","seasons":[1,3],"missingSeasons":[2]})");
    BOOST_TEST(reel::to_json(got->of[1]) == R"({"status":"unknown"})");
    BOOST_REQUIRE(got->as_of.has_value());
    BOOST_TEST(reel::to_iso8601(*got->as_of) == "2025-12-31T23:00:00Z");
}

BOOST_AUTO_TEST_CASE(seasons_missing_by_number_or_by_name_are_read)
{
    answer(R"({"results":[{"verdict":"partial","missingSeasons":[{"season":4,"missing":3},"x",5]}]})");
    BOOST_TEST(reel::to_json(ask(1)->of[0]) == R"({"status":"partial","missingSeasons":[4,5]})");
}

BOOST_AUTO_TEST_CASE(nobody_to_ask_means_no_marks)
{
    BOOST_TEST(!ask(3).has_value());
    BOOST_TEST(!ask(3, "").has_value());
    fail(reel::errc::unavailable);
    BOOST_TEST(!ask(3).has_value());
    fail(reel::errc::unconfigured);
    BOOST_TEST(!ask(3).has_value());
}

BOOST_AUTO_TEST_CASE(any_other_failure_makes_all_unknown)
{
    for (const auto kind : {reel::errc::not_ready, reel::errc::timeout, reel::errc::connection, reel::errc::internal})
    {
        fail(kind);
        const auto got = ask(3);
        BOOST_REQUIRE(got.has_value());
        BOOST_TEST(!got->known);
        BOOST_REQUIRE(got->of.size() == 3u);
        BOOST_CHECK(got->of[2].status == owned::unknown);
    }
    for (const auto* odd : {"{}", "[]", "nonsense", R"({"results":[{"verdict":"present"}]})", R"({"results":7})"})
    {
        answer(odd);
        BOOST_TEST(!ask(2)->known, odd << " was taken for an answer");
    }
}

BOOST_AUTO_TEST_CASE(fifty_titles_are_one_call)
{
    answer("{}");
    ask(50);
    BOOST_TEST(sizes == std::vector<std::size_t>{50}, boost::test_tools::per_element());
    ask(51);
    BOOST_TEST(sizes == (std::vector<std::size_t>{50, 50, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(all_ids_that_are_known_are_passed_on)
{
    const std::vector<wanted> titles{{kind::show, "S", 2022, 95396, {"tt1", 371980}},
                                     {kind::movie, "M", {}, 5, {"", 7}}};
    BOOST_TEST(json::serialize(question_of(titles, 0, 2)) ==
               R"({"items":[{"title":"S","type":"show","year":2022,"tmdbId":95396,"tvdbId":371980,"imdbId":"tt1"},)"
               R"({"title":"M","type":"movie","tmdbId":5}]})");
}

BOOST_AUTO_TEST_SUITE_END()
