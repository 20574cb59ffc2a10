// SPDX-License-Identifier: MIT
// A house with the shelf of tests/plugins/vault, and a model that plays a script.
#pragma once

#include "tests/integration/simulator.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

namespace integration
{

const std::string anna = "annas-token-0123456789";
const std::string ben = "bens-token-0123456789";

inline bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

struct talking_house : house
{
    server sim;

    talking_house()
    {
        std::filesystem::copy_file(std::filesystem::path{std::getenv("REEL_BUILD_DIR")} / "tests/plugins/vault.so",
                                   plugin_dir / "vault.so");
        std::filesystem::permissions(plugin_dir / "vault.so", std::filesystem::perms{0644});
        configure("vault.yaml", "vault:\n");
        settings("");
    }

    void settings(const std::string& more) const
    {
        dir.write("reeld.yaml", "models: [{model: simulated, name: at-home, url: \"" + sim.url() + "/model/v1\"}]\n" +
                                    people() + more);
    }
    static std::string people()
    {
        return "users: [{name: anna, role: admin}, {name: ben, role: admin}]\n"
               "tokens: [{name: phone, user: anna, token: " +
               anna + "}, {name: laptop, user: ben, token: " + ben + "}]\n";
    }

    void script(const std::string& exchanges) const
    {
        sim.control("POST", "/sim/model", R"({"script":[)" + exchanges + "]}");
    }
    std::size_t exchanges_left() const { return sim.control("GET", "/sim/model").at("left").to_number<std::size_t>(); }
    boost::json::array questions() const { return sim.control("GET", "/sim/model/requests").at("requests").as_array(); }
};

inline boost::json::value parsed(const reply& said, int status = 200)
{
    BOOST_TEST_REQUIRE(said.status == status, said.body);
    return boost::json::parse(said.body);
}

} // namespace integration
