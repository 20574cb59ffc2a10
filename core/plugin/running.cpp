// SPDX-License-Identifier: MIT
#include "core/plugin/running.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

namespace reeld::plugin
{

namespace
{

/// Runs a piece of the plugin; what it throws is the answer, empty when it threw nothing.
template <class Work>
std::string contain(Work&& work)
{
    try
    {
        std::forward<Work>(work)();
        return {};
    }
    catch (const std::exception& e)
    {
        return *e.what() ? e.what() : "an exception without words";
    }
    catch (...)
    {
        return "something that is not a std::exception";
    }
}

/// As the end of a tool's name, where only a-z, 0-9 and _ are allowed.
std::string as_suffix(std::string_view instance)
{
    std::string out = "_";
    for (const char c : instance)
        if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else
            out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    return out;
}

} // namespace

running::running(const services& lent, const loaded& code, config::instance wanted, bool main,
                 const reel::config_environment& env, reel::config_problems& problems)
    : lent_{lent},
      code_{code},
      wanted_{std::move(wanted)},
      main_{main},
      title_{code.descriptor->title},
      host_{lent, wanted_.name, [this] { tools_changed(); }},
      provider_{nullptr, code.descriptor->destroy}
{
    if (!main_)
        title_ += " (" + wanted_.name + ")";
    own_ = {reel::state::ready, lent_.clock.now(), {}, {}, {}};
    create(env, problems);
}

running::~running() = default;

void running::create(const reel::config_environment& env, reel::config_problems& problems)
{
    const reel::config_environment nothing = [](std::string_view) { return std::nullopt; };
    const auto before = problems.list().size();
    reel::created made;
    const auto thrown =
        contain([&] { code_.descriptor->create(host_, wanted_.options, main_ ? env : nothing, problems, made); });
    provider_.reset(made.provider);
    missing_ = std::move(made.missing);
    if (!thrown.empty())
        fail("could not be created: " + thrown);
    else if (!provider_ && problems.list().size() == before)
        fail("could not be created: it gave no reason");
    else if (!missing_.empty())
        own_ = {reel::state::unconfigured, lent_.clock.now(), "set " + reel::listed(how_to_configure()), {}, {}};
}

void running::fail(std::string reason)
{
    host_.log().error("Plugin failed", {{"plugin", code_.descriptor->name}, {"reason", reason}});
    own_ = {reel::state::failed, lent_.clock.now(), std::move(reason), {}, {}};
}

/// What the owner sets: variables, or the keys of the instance's file where variables do not count.
std::vector<std::string> running::how_to_configure() const
{
    if (main_)
        return missing_;
    auto names = missing_;
    reel::option_infos known;
    contain([&] { code_.descriptor->options(known); });
    for (auto& name : names)
        for (const auto& option : known)
            if (option.env == name)
                name = option.name;
    return names;
}

void running::announce_unconfigured()
{
    auto text = title_ + " not configured (set " + reel::listed(how_to_configure()) + ")";
    if (const std::string_view without = code_.descriptor->without; !without.empty())
        text.append(", ").append(without);
    host_.log().warn(text);
}

reel::tool_set running::named_tools()
{
    auto tools = provider_->tools();
    if (!main_)
        for (auto& tool : tools)
        {
            tool.spec.name += as_suffix(wanted_.name);
            tool.spec.title += " (" + wanted_.name + ")";
        }
    return tools;
}

reel::result<void> running::publish()
{
    reel::tool_set tools;
    if (auto thrown = contain([&] { tools = named_tools(); }); !thrown.empty())
        return reel::error{reel::errc::internal, "could not tell its tools: " + thrown};
    std::optional<reel::error> closed;
    if (!missing_.empty())
        closed = reel::error{reel::errc::unconfigured, title_ + " is not configured"};
    std::vector<std::string> names;
    for (const auto& tool : tools)
        names.push_back(tool.spec.name);
    auto done = lent_.tools.publish(wanted_.name, std::move(tools), std::move(closed));
    if (done)
        tools_ = std::move(names);
    return done;
}

void running::tools_changed()
{
    if (!started_ || !published_)
        return;
    if (auto done = publish(); !done)
        host_.log().error("Changed tools were not published", {{"error", done.error().describe()}});
}

void running::start()
{
    if (failed())
        return lent_.tools.withdraw(wanted_.name);
    if (auto published = publish(); !published)
    {
        lent_.tools.withdraw(wanted_.name);
        return fail(published.error().message());
    }
    if (!missing_.empty())
        return announce_unconfigured();
    published_ = true;
    started_ = true;
    const auto thrown = contain([&] {
        std::filesystem::create_directory(host_.state_dir());
        std::filesystem::permissions(host_.state_dir(), std::filesystem::perms::owner_all);
        if (auto* channel = provider_->channel()) // first, as it may go on where an earlier run stopped
            host_.conversations().open(*channel);
        provider_->start();
    });
    if (!thrown.empty())
    {
        withdrawn();
        host_.conversations().close();
        lent_.tools.withdraw(wanted_.name);
        fail("could not be started: " + thrown);
    }
}

bool running::is_channel() const
{
    bool out = false;
    contain([&] { out = started_ && provider_->channel(); });
    return out;
}

reel::awaitable<void> running::stop()
{
    if (!std::exchange(started_, false))
        co_return;
    std::string thrown;
    try
    {
        co_await provider_->stop();
    }
    catch (const std::exception& e)
    {
        thrown = e.what();
    }
    catch (...)
    {
        thrown = "something that is not a std::exception";
    }
    if (!thrown.empty())
        host_.log().error("Plugin threw while it was stopped", {{"what", thrown}});
    co_await host_.conversations().drain();
}

bool running::same_as(const config::instance& wanted, bool main) const
{
    return !failed() && wanted_.plugin == wanted.plugin && main_ == main &&
           config::same(wanted_.options, wanted.options);
}

instance_info running::info() const
{
    instance_info out{wanted_.name,        wanted_.plugin, title_, code_.descriptor->version,
                      code_.file.string(), own_,           {},     tools_};
    if (own_.state != reel::state::ready)
        return out;
    const auto thrown = contain([&] {
        out.health = provider_->health();
        out.prompt = provider_->prompt();
    });
    if (!thrown.empty())
        out.health = {reel::state::failed, own_.since, "could not tell its condition: " + thrown, {}, {}};
    return out;
}

} // namespace reeld::plugin
