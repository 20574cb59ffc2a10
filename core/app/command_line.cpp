// SPDX-License-Identifier: MIT
#include "core/app/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace reeld::app
{

namespace
{

/// CLI11's way to say that a word is none of the choices; `parse` is the one place that knows them.
template <class Parse>
CLI::Validator one_of(Parse parse)
{
    return CLI::Validator{[parse](std::string& word) {
                              const auto value = parse(word);
                              return value ? std::string{} : value.error().message();
                          },
                          ""};
}

} // namespace

std::variant<command, int> parse_command_line(int argc, const char* const* argv)
{
    command out;
    std::string conf_dir, level, format;
    bool check = false;

    CLI::App cli{"Connects assistants to what you own: serves its plugins' tools over MCP and HTTP.", "reeld"};
    cli.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    cli.set_version_flag("--version", "reeld " REELD_VERSION);
    auto* const main = cli.add_option("--config", out.sources.main, "The core's options (" REELD_DEFAULT_CONFIG ")")
                           ->type_name("FILE");
    auto* const dir =
        cli.add_option("--conf-dir", conf_dir, "One file a plugin instance (conf.d beside --config)")->type_name("DIR");
    cli.add_option("--state-dir", out.said.state_dir, "Where to keep what must not be forgotten")->type_name("DIR");
    cli.add_option("--plugin-dir", out.said.plugin_dirs, "Folder with plugins; may be given again")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("DIR");
    cli.add_option("--listen", out.said.listen, "IP address to listen on (127.0.0.1)")->type_name("ADDRESS");
    cli.add_option("--port", out.said.port, "TCP port (7335); 0 takes a free one")->type_name("N");
    cli.add_option("--log-level", level, "debug, info, warn or error")->check(one_of(config::parse_log_level));
    cli.add_option("--log-format", format, "detect, plain, json or journal")->check(one_of(config::parse_log_format));
    auto* const stdio = cli.add_flag("--stdio", out.said.stdio, "Speak MCP over stdin and stdout instead of listening");
    auto* const check_flag =
        cli.add_flag("--check-config", check, "Say what is wrong with the configuration, and exit");
    cli.add_option("--describe", out.described, "Print the options of a plugin, or of the core (\"core\"), and exit")
        ->type_name("NAME")
        ->excludes(stdio)
        ->excludes(check_flag);
    check_flag->excludes(stdio);

    try
    {
        cli.parse(argc, argv);
    }
    catch (const CLI::Success& e) // --help, --version
    {
        return cli.exit(e);
    }
    catch (const CLI::ParseError& e)
    {
        std::fprintf(stderr, "reeld: %s (see reeld --help)\n", e.what());
        return exit_usage;
    }
    out.sources.main_required = main->count() != 0;
    out.sources.conf_dir = conf_dir;
    out.sources.conf_dir_required = dir->count() != 0;
    if (!level.empty())
        out.said.log_level = *config::parse_log_level(level);
    if (!format.empty())
        out.said.log_format = *config::parse_log_format(format);
    if (check)
        out.what = command::action::check_config;
    else if (!out.described.empty())
        out.what = command::action::describe;
    return out;
}

} // namespace reeld::app
