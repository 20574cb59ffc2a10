// SPDX-License-Identifier: MIT
// Whole configurations with mistakes, and word for word what their owner reads: tests/data/config/CASE/{reeld.yaml,conf.d,expected}.
// With REEL_UPDATE_GOLDEN=1 the expectations are written anew, to be read in the diff.
#include "core/config/diagnostics.hpp"
#include "core/config/loader.hpp"
#include "core/config/settings.hpp"

#include <reel/option.hpp>
#include <reel/secret.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace
{

/// Stands for a plugin's own options.
struct weather
{
    boost::urls::url url;
    reel::secret token;
    std::chrono::seconds refresh = 15min;
    bool alerts = false;
};

reel::options<weather> weather_options()
{
    return reel::options<weather>()
        .add("url", &weather::url, "Address.")
        .env("WEATHER_URL")
        .needed_to_run()
        .add("token", &weather::token, "Token.")
        .env("WEATHER_TOKEN")
        .needed_to_run()
        .add("refresh_interval", &weather::refresh, "How often.")
        .at_least(1min)
        .add("alerts", &weather::alerts, "Whether.");
}

fs::path data_dir()
{
    return fs::path{std::getenv("REEL_SOURCE_DIR")} / "tests" / "data" / "config";
}

std::string read(const fs::path& path)
{
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// What the daemon would print for the configuration in `dir`, as if that were /etc/reeld.
std::string told(const fs::path& dir)
{
    reeld::config::environment env;
    env.variable = [](std::string_view name) -> std::optional<std::string> {
        if (name == "WEATHER_TOKEN")
            return "t0ken-of-the-environment";
        return {};
    };
    reel::config_problems problems;
    const auto config =
        reeld::config::load({.main = dir / "reeld.yaml", .main_required = true, .conf_dir = {}}, env, problems);
    reeld::config::read_settings(config.core, env, {}, problems);
    for (const auto& instance : config.instances)
    {
        weather options;
        weather_options().read(options, instance.options, env.lookup(), problems);
    }
    auto text = problems.empty() ? std::string{"no mistakes\n"} : reeld::config::render(problems);
    for (auto at = text.find(dir.string()); at != std::string::npos; at = text.find(dir.string(), at))
        text.replace(at, dir.string().size(), "/etc/reeld");
    return text;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_configuration_with_mistakes_is_told_word_for_word)
{
    int cases = 0;
    for (const auto& entry : fs::directory_iterator{data_dir()})
    {
        BOOST_TEST_CONTEXT("case " << entry.path().filename())
        {
            const auto text = told(entry.path());
            if (std::getenv("REEL_UPDATE_GOLDEN"))
                std::ofstream{entry.path() / "expected"} << text;
            BOOST_TEST(text == read(entry.path() / "expected"));
            BOOST_TEST(text.find("s3cret") == std::string::npos, "a secret is shown");
        }
        ++cases;
    }
    BOOST_TEST(cases > 5);
}
