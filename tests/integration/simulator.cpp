// SPDX-License-Identifier: MIT
#include "tests/integration/simulator.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>

namespace integration
{
namespace json = boost::json;

namespace
{

std::vector<std::string> arguments_with(std::uint16_t port, const std::vector<std::string>& more)
{
    std::vector<std::string> out{"--token", "t0ken-of-the-test", "--port", std::to_string(port)};
    if (std::find(more.begin(), more.end(), "--items") == more.end())
        out.insert(out.end(), {"--items", "300"});
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

} // namespace

server::server(const std::vector<std::string>& more, std::uint16_t port)
    : process{program("reel-sim"), arguments_with(port, more)}
{
    const std::string mark = "http://127.0.0.1:";
    BOOST_REQUIRE_MESSAGE(answers("token"), "reel-sim did not start; it said:\n" + log());
    port_ = static_cast<std::uint16_t>(std::atoi(out().c_str() + out().find(mark) + mark.size()));
}

json::value server::control(const std::string& method, const std::string& path, const std::string& body) const
{
    const auto said = exchange{port_, method, path, body}.wait();
    BOOST_REQUIRE_MESSAGE(said.status == 200, method + " " + path + " of reel-sim: " + said.body);
    return json::parse(said.body);
}

bool server::was_asked(const std::string& path) const
{
    return exchange{port_, "GET", "/sim/requests"}.wait().body.find("\"" + path) != std::string::npos;
}

} // namespace integration
