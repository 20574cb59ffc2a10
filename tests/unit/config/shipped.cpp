// SPDX-License-Identifier: MIT
// The files in etc/ against the option tables: every option is there, commented out, with its default. Run with
// REEL_UPDATE_GOLDEN=1 to write the tables of etc/README.md anew.
#include "core/config/loader.hpp"
#include "core/config/settings.hpp"
#include "plugins/plex/config.hpp"
#include "plugins/tautulli/config.hpp"
#include "plugins/telegram/config.hpp"
#include "plugins/tmdb/config.hpp"
#include "plugins/twilio/config.hpp"
#include "tests/unit/config/tree.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace fs = std::filesystem;

namespace
{

fs::path etc()
{
    return fs::path{std::getenv("REEL_SOURCE_DIR")} / "etc";
}

std::string read(const fs::path& path)
{
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// What the options are set to when the "# " in front of each is removed: name and value as written.
std::vector<std::pair<std::string, std::string>> commented_options(const std::string& text)
{
    std::vector<std::pair<std::string, std::string>> out;
    static const std::regex option{R"(\n *# ([a-z_]+):(?: (.*))?(?=\n))"};
    for (auto found = std::sregex_iterator{text.begin(), text.end(), option}; found != std::sregex_iterator{}; ++found)
        out.emplace_back((*found)[1], (*found)[2]);
    return out;
}

/// The default as a file writes it.
std::string written_default(const reel::option_info& option)
{
    return option.name == "plugin_dirs" ? "[@REELD_PLUGIN_DIR@]" : option.default_text; // known when installed
}

void check_file(const fs::path& path, const std::vector<reel::option_info>& options)
{
    std::vector<std::pair<std::string, std::string>> wanted;
    for (const auto& option : options)
        wanted.emplace_back(option.name, written_default(option));
    const auto found = commented_options(read(path));
    BOOST_TEST(found.size() == wanted.size(), path << " holds " << found.size() << " options of " << wanted.size());
    for (std::size_t i = 0; i < std::min(found.size(), wanted.size()); ++i)
        BOOST_TEST((found[i] == wanted[i]), path << " says '" << found[i].first << ": " << found[i].second
                                                 << "' where the table says '" << wanted[i].first << ": "
                                                 << wanted[i].second << "'");
}

std::string cell(std::string text)
{
    return std::regex_replace(text, std::regex{R"(\|)"}, "\\|");
}

std::string table(const std::vector<reel::option_info>& options)
{
    std::string out = "| option | type | default | |\n|---|---|---|---|\n";
    for (const auto& option : options)
    {
        const auto value = option.name == "plugin_dirs"  ? std::string{"as installed"}
                           : option.default_text.empty() ? ""
                                                         : "`" + option.default_text + "`";
        out += "| `" + option.name + "` | " + option.type + " | " + value + " | " + cell(option.help) +
               (option.env.empty() ? "" : " Environment: `" + option.env + "`.") +
               (option.needed_to_run ? " **Needed.**" : "") + " |\n";
    }
    return out;
}

/// `text` with what stands between the marker `name` and the next end marker replaced.
std::string with_section(const std::string& text, const std::string& name, const std::string& section)
{
    const auto begin = text.find('\n', text.find("<!-- " + name + ":"));
    const auto end = text.find("<!-- end -->", begin);
    BOOST_REQUIRE_MESSAGE(begin != std::string::npos && end != std::string::npos,
                          "etc/README.md lost the marker " + name);
    return text.substr(0, begin + 1) + section + text.substr(end);
}

} // namespace

BOOST_AUTO_TEST_SUITE(shipped)

BOOST_AUTO_TEST_CASE(every_option_is_in_its_file_commented_out_with_its_default)
{
    check_file(etc() / "reeld.yaml", reeld::config::describe_settings());
    check_file(etc() / "conf.d" / "10-plex.yaml", reel_plex::options().describe());
    check_file(etc() / "conf.d" / "20-tmdb.yaml", reel_tmdb::options().describe());
    check_file(etc() / "conf.d" / "30-tautulli.yaml", reel_tautulli::options().describe());
    check_file(etc() / "conf.d" / "40-twilio.yaml", reel_twilio::options().describe());
    check_file(etc() / "conf.d" / "50-telegram.yaml", reel_telegram::options().describe());
}

BOOST_AUTO_TEST_CASE(the_files_as_shipped_configure_plex_from_the_environment)
{
    reeld::config::environment env;
    env.variable = [](std::string_view name) -> std::optional<std::string> {
        if (name == "PLEX_URL")
            return "http://nas:32400";
        if (name == "PLEX_TOKEN")
            return "t0ken";
        return {};
    };
    reel::config_problems problems;
    const auto config = reeld::config::load({.main = etc() / "reeld.yaml"}, env, problems);
    reeld::config::read_settings(config.core, env, {}, problems);
    const auto instance = std::find_if(config.instances.begin(), config.instances.end(),
                                       [](const auto& one) { return one.name == "plex"; });
    BOOST_REQUIRE(instance != config.instances.end());
    reel_plex::config plex;
    const auto missing = reel_plex::options().read(plex, instance->options, env.lookup(), problems);
    BOOST_TEST(config_test::told(problems) == "");
    BOOST_TEST(missing.empty());
    BOOST_TEST(plex.url.buffer() == "http://nas:32400");
    BOOST_TEST(plex.token.matches("t0ken"));
}

BOOST_AUTO_TEST_CASE(the_readme_lists_every_option)
{
    const auto now = read(etc() / "README.md");
    auto wanted = with_section(now, "core", table(reeld::config::describe_settings()));
    wanted = with_section(wanted, "plex", table(reel_plex::options().describe()));
    wanted = with_section(wanted, "tmdb", table(reel_tmdb::options().describe()));
    wanted = with_section(wanted, "tautulli", table(reel_tautulli::options().describe()));
    wanted = with_section(wanted, "twilio", table(reel_twilio::options().describe()));
    wanted = with_section(wanted, "telegram", table(reel_telegram::options().describe()));
    if (std::getenv("REEL_UPDATE_GOLDEN"))
        std::ofstream{etc() / "README.md"} << wanted;
    else
        BOOST_TEST(now == wanted, "etc/README.md is out of date: run unit_config with REEL_UPDATE_GOLDEN=1");
}

BOOST_AUTO_TEST_SUITE_END()
