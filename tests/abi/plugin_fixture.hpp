// SPDX-License-Identifier: MIT
// A plugin host with everything real around it but time, HTTP and the log; plugins are copies of the chameleon.
#pragma once

#include "core/plugin/host.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_dir.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>

namespace abi_test
{

namespace plugin = reeld::plugin;

/// Where the build puts the plugins made for tests.
inline std::filesystem::path built(const std::string& file)
{
    const char* dir = std::getenv("REEL_BUILD_DIR");
    BOOST_REQUIRE_MESSAGE(dir, "set REEL_BUILD_DIR to the build directory, or run this through ctest");
    return std::filesystem::path{dir} / "tests/abi" / file;
}

struct plugin_fixture
{
    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    reel_test::temp_dir dir;
    std::filesystem::path plugin_dir = dir.path() / "plugins";
    reeld::tool::registry tools;
    reeld::tool::invoker calls{io.get_executor(), tools, clock, {}, reel::logger{logs, "core"}};
    reeld::system::thread_pool pool{1};
    reeld::channels::reception channels{{io.get_executor(),
                                         clock,
                                         reel::logger{logs, "core"},
                                         []() -> const std::vector<reeld::config::user>& {
                                             static const std::vector<reeld::config::user> nobody;
                                             return nobody;
                                         },
                                         {},
                                         {},
                                         {}}};
    plugin::host host{plugin::services{io.get_executor(), clock, logs, tools, calls, pool,
                                       [](reel::http_settings, reel::logger) { return nullptr; }, dir.path(), "id",
                                       "0.0.0", channels}};
    std::map<std::string, std::string, std::less<>> environment;
    reel::config_problems problems;

    plugin_fixture()
    {
        std::filesystem::create_directory(plugin_dir);
        std::filesystem::permissions(plugin_dir, std::filesystem::perms{0755});
    }
    ~plugin_fixture()
    {
        reel_test::run(io, calls.drain());
        reel_test::run(io, host.stop());
    }

    /// Puts a chameleon (or another built file) into the plugin folder under that name.
    std::filesystem::path install(const std::string& name, const std::string& source = "chameleon.so")
    {
        const auto file = plugin_dir / (name + ".so");
        std::filesystem::copy_file(built(source), file, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::permissions(file, std::filesystem::perms{0644});
        return file;
    }

    static reeld::config::instance wanted(const std::string& name, const std::string& plugin,
                                          std::initializer_list<std::pair<std::string, std::string>> options = {})
    {
        reeld::config::instance out;
        out.name = name;
        out.plugin = plugin;
        if (options.size())
            out.options.type = reel::config_node::kind::mapping;
        for (const auto& [key, text] : options)
        {
            reel::config_node value;
            value.type = reel::config_node::kind::scalar;
            value.text = text;
            out.options.entries.push_back({key, {}, value});
        }
        return out;
    }

    void prepare(const std::vector<reeld::config::instance>& instances)
    {
        host.prepare(
            instances,
            [this](std::string_view name) -> std::optional<std::string> {
                const auto found = environment.find(name);
                return found == environment.end() ? std::nullopt : std::optional{found->second};
            },
            problems);
    }

    /// Loads the folder and runs these instances.
    void run(const std::vector<reeld::config::instance>& instances)
    {
        host.load({plugin_dir});
        prepare(instances);
        BOOST_REQUIRE(problems.empty());
        host.apply();
        reel_test::settle(io);
    }

    reel::awaitable<reel::result<reel::tool_result>> call(std::string tool, boost::json::object args = {})
    {
        const boost::json::value arguments = std::move(args);
        reeld::tool::call_options options;
        co_return co_await calls.call(tool, arguments, std::move(options));
    }

    /// What a tool of the chameleon says, or the error's message.
    std::string ask(const std::string& tool, boost::json::object args = {})
    {
        const auto said = reel_test::run(io, call(tool, std::move(args)));
        if (!said)
            return said.error().message();
        return std::string{boost::json::parse(said->json).at("said").as_string()};
    }

    std::string reason_for(const std::filesystem::path& file) const
    {
        for (const auto& r : host.refusals())
            if (r.file == file.string())
                return r.reason;
        return "not refused";
    }

    plugin::instance_info info(const std::string& instance) const
    {
        for (auto& one : host.instances())
            if (one.name == instance)
                return one;
        return {};
    }
};

} // namespace abi_test
