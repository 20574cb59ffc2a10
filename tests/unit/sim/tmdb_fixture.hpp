// SPDX-License-Identifier: MIT
// A TMDB over a small world, asked directly.
#pragma once

#include "tests/sim/catalogue/generator.hpp"
#include "tests/sim/tmdb/service.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sim_test
{

struct tmdb_fixture
{
    static const reel_sim::catalogue& shared_world()
    {
        static const auto c = reel_sim::generate({.items = 1500});
        return c;
    }

    reel_sim::reply ask(std::string_view target, std::string_view headers = bearer)
    {
        const auto head = "GET /tmdb/3" + std::string{target} + " HTTP/1.1\r\n" + std::string{headers};
        return service.handle(reel_sim::parse_request(head).value());
    }
    boost::json::object get(std::string_view target)
    {
        const auto r = ask(target);
        BOOST_REQUIRE_MESSAGE(r.status == 200, target << " gave " << r.status << ": " << r.body.text());
        return boost::json::parse(r.body.text()).as_object();
    }
    boost::json::array rows(std::string_view target) { return get(target).at("results").as_array(); }
    /// Ids of all pages.
    std::set<std::int64_t> all(const std::string& target)
    {
        std::set<std::int64_t> ids;
        for (std::int64_t page = 1, pages = 1; page <= pages; ++page)
        {
            const auto said = get(target + "&page=" + std::to_string(page));
            pages = said.at("total_pages").as_int64();
            for (const auto& row : said.at("results").as_array())
                BOOST_TEST(ids.insert(row.at("id").as_int64()).second, "a row comes twice in " << target);
            BOOST_TEST(ids.size() <= static_cast<std::size_t>(said.at("total_results").as_int64()));
        }
        return ids;
    }
    std::set<std::int64_t> those(reel_sim::kind k, const std::function<bool(const reel_sim::work&)>& fits) const
    {
        std::set<std::int64_t> ids;
        for (const auto& w : world.works)
            if (w.kind == k && w.known_to_providers && !w.adult && fits(w))
                ids.insert(w.tmdb);
        return ids;
    }

    static constexpr std::string_view bearer = "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.reel-sim.signature\r\n";
    const reel_sim::catalogue& world = shared_world();
    std::chrono::steady_clock::time_point now{};
    reel_sim::tmdb::service service{world, {}, [this] { return now; }};
};

} // namespace sim_test
