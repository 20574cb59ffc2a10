// SPDX-License-Identifier: MIT
// A shelf of things in memory, with tools that destroy them: what confirmation is tested with. Never shipped. Each run of a
// tool is a line in a file, which is there after a kill as well, and another file holds runs up.
#include <reel/host.hpp>
#include <reel/option.hpp>
#include <reel/plugin.hpp>
#include <reel/text.hpp>
#include <reel/tool_provider.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace reel_vault
{

using namespace std::chrono_literals;

struct config
{
    std::vector<std::string> things{"lamp", "vase", "globe"};
    std::filesystem::path record;
    std::filesystem::path hold;
};

inline auto options()
{
    return reel::options<config>()
        .add("things", &config::things, "What is on the shelf at the start.")
        .add("record", &config::record, "Each run of a tool adds a line to this file, before it does anything.")
        .add("hold", &config::hold, "While this file exists, tools that have begun wait.");
}

struct no_args
{};
BOOST_DESCRIBE_STRUCT(no_args, (), ())

struct thing_args
{
    std::string name;
};
BOOST_DESCRIBE_STRUCT(thing_args, (), (name))

struct shelf_answer
{
    std::string message;
    std::vector<std::string> things;
};
BOOST_DESCRIBE_STRUCT(shelf_answer, (), (message, things))

auto list_tool()
{
    return reel::tool<no_args, shelf_answer>("list_things")
        .title("List the things")
        .describe("Says what is on the shelf.")
        .safe();
}

auto delete_tool()
{
    return reel::tool<thing_args, shelf_answer>("delete_thing")
        .title("Delete a thing")
        .describe("Deletes one thing from the shelf.")
        .arg("name", "Which one")
        .destructive()
        .consequence("It cannot be undone.");
}

auto wipe_tool()
{
    return reel::tool<no_args, shelf_answer>("wipe_all")
        .title("Delete everything")
        .describe("Deletes everything from the shelf.")
        .admin_only()
        .destructive()
        .consequence("It cannot be undone.");
}

class provider final : public reel::ToolProvider
{
public:
    provider(reel::host& host, config cfg) : host_{host}, settings_{std::move(cfg)}, things_{settings_.things} {}

    reel::tool_set tools() override
    {
        return {reel::bind(list_tool(), this, &provider::list),
                reel::bind(delete_tool(), this, &provider::remove, &provider::ask_to_remove),
                reel::bind(wipe_tool(), this, &provider::wipe)};
    }

    void start() override {}
    reel::awaitable<void> stop() override { co_return; }
    reel::health health() const override
    {
        reel::health out;
        out.state = reel::state::ready;
        return out;
    }
    std::string_view prompt() const override { return "## The shelf\n\nThings can be listed and deleted."; }

private:
    using answer = reel::awaitable<reel::result<shelf_answer>>;

    shelf_answer say(std::string message) const { return {std::move(message), things_}; }
    bool has(const std::string& name) const { return std::ranges::find(things_, name) != things_.end(); }
    static reel::error missing(const std::string& name)
    {
        return {reel::errc::bad_argument,
                "There is no '" + reel::shown(name) + "' on the shelf; list_things says what is"};
    }

    reel::awaitable<void> begin(std::string what)
    {
        if (!settings_.record.empty())
            std::ofstream{settings_.record, std::ios::app} << what + "\n";
        while (!settings_.hold.empty() && std::filesystem::exists(settings_.hold))
            co_await host_.clock().sleep(5ms);
    }

    answer list(no_args, reel::call_context&)
    {
        co_await begin("list");
        co_return say(things_.empty() ? "The shelf is empty." : "On the shelf: " + reel::listed(things_) + ".");
    }

    answer remove(thing_args args, reel::call_context&)
    {
        if (!has(args.name))
            co_return missing(args.name);
        co_await begin("delete " + args.name);
        std::erase(things_, args.name);
        co_return say("The " + args.name + " is gone.");
    }

    reel::awaitable<reel::result<std::string>> ask_to_remove(thing_args args, reel::call_context&)
    {
        if (!has(args.name))
            co_return missing(args.name);
        co_return "Delete the " + args.name + " from the shelf?";
    }

    answer wipe(no_args, reel::call_context&)
    {
        co_await begin("wipe");
        things_.clear();
        co_return say("Everything is gone.");
    }

    reel::host& host_;
    const config settings_;
    std::vector<std::string> things_;
};

} // namespace reel_vault

REEL_PLUGIN("vault", "Vault", "1.0.0", "no shelf", reel_vault::options, reel_vault::provider);
