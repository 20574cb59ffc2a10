// SPDX-License-Identifier: MIT
#include "core/app/app.hpp"

#include "core/api/access.hpp"
#include "core/api/face.hpp"
#include "core/app/applied.hpp"
#include "core/app/describe.hpp"
#include "core/app/talk.hpp"
#include "core/channels/reception.hpp"
#include "core/config/diagnostics.hpp"
#include "core/http/client.hpp"
#include "core/http/server.hpp"
#include "core/mcp/face.hpp"
#include "core/plugin/host.hpp"
#include "core/system/install_id.hpp"
#include "core/system/memory.hpp"
#include "core/system/notify.hpp"
#include "core/system/open_files.hpp"
#include "core/system/signals.hpp"
#include "core/system/sockets.hpp"
#include "core/web/face.hpp"

#include <reel/either.hpp>
#include <reel/task_group.hpp>
#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>

namespace reeld::app
{

using namespace std::string_view_literals;

namespace
{

int give_up(const std::string& why, int status = exit_failure)
{
    std::fprintf(stderr, "reeld: %s\n", why.c_str());
    return status;
}

int refuse_config(const reel::config_problems& problems)
{
    std::fputs(config::render(problems).c_str(), stderr);
    return exit_config;
}

std::string joined(const std::vector<std::string>& sections)
{
    std::string out;
    for (const auto& section : sections)
        out += (out.empty() ? "" : "\n\n") + section;
    return out;
}

/// Everything that lives while the daemon does, in the order in which it depends on each other.
class daemon
{
public:
    daemon(const command& asked, config::environment env, config::settings settings, reel::config_node core,
           std::string install_id);

    /// Loads plugins and makes their instances, without starting anything.
    void prepare(const config::configuration& conf, reel::config_problems& problems);
    reel::result<void> open();
    reel::result<void> listen();
    int run();
    std::size_t instances() const { return instances_; }

private:
    reel::awaitable<int> live();
    reel::awaitable<int> serve();
    reel::awaitable<void> until_stopped();
    void reload();
    void apply(const config::settings& changed);
    void ready();
    reel::awaitable<void> leave();
    void exit_with_stragglers();
    std::vector<std::string> sections() const;
    std::unique_ptr<reel::http_client> http_client(reel::http_settings s, reel::logger log);

    const command& asked_;
    config::environment env_;
    config::settings settings_;
    reel::config_node core_; // the main file, as it was at the start
    std::size_t instances_ = 0;

    log::sink sink_;
    reel::logger log_{sink_, "core"};
    asio::io_context io_{1};
    reel::system_clock clock_;
    system::thread_pool pool_;
    tool::registry tools_;
    tool::invoker calls_;
    talk talk_;
    channels::reception channels_;
    plugin::host plugins_;
    api::access access_;
    mcp::face mcp_;
    api::face api_;
    http::router routes_;
    http::server server_;
    std::string listening_ = "stdio"; // for people
    system::signals signals_;
    reel::task_group tasks_{io_.get_executor()};
    asio::steady_timer last_moment_{io_};
};

daemon::daemon(const command& asked, config::environment env, config::settings settings, reel::config_node core,
               std::string install_id)
    : asked_{asked},
      env_{std::move(env)},
      settings_{std::move(settings)},
      core_{std::move(core)},
      sink_{{settings_.log_level, settings_.log_format}},
      pool_{settings_.worker_threads},
      calls_{io_.get_executor(), tools_, clock_, invoker_limits(settings_), log_},
      talk_{{io_.get_executor(), tools_, calls_, clock_, log_,
             [this](reel::http_settings s) { return http_client(std::move(s), log_); }, [this] { return sections(); },
             [this](const http::request& r) { return access_.caller(r); }},
            settings_},
      channels_{
          {io_.get_executor(), clock_, log_, [this]() -> const std::vector<config::user>& { return settings_.users; },
           [this](conversation::incoming said) { return talk_.gate().pass(talk_.service().say(std::move(said))); },
           [this](conversation::button pressed) {
               return talk_.gate().pass(talk_.service().decide(std::move(pressed)));
           },
           [this](const reel::caller& who, std::string_view conversation, std::string_view message_id) {
               talk_.service().delivered(who, conversation, message_id);
           }}},
      plugins_{{io_.get_executor(), clock_, sink_, tools_, calls_, pool_,
                [this](reel::http_settings s, reel::logger log) { return http_client(std::move(s), std::move(log)); },
                settings_.state_dir, std::move(install_id), REELD_VERSION, channels_}},
      access_{access_rules(settings_)},
      mcp_{{io_.get_executor(), tools_, calls_, log_, REELD_VERSION, [this] { return joined(sections()); },
            [this](const http::request& r) { return access_.caller(r); },
            [this] { return config::local_caller(settings_.local_user, settings_.users); }}},
      api_{{tools_, calls_, clock_, REELD_VERSION, [this] { return plugins_.instances(); },
            [this] { return plugins_.refusals(); }, [this] { return server_.stats(); },
            [this](const http::request& r) { return access_.caller(r); },
            [this] { return channels_.unknown_senders(); }}},
      server_{io_.get_executor(), routes_, server_limits(settings_), log_},
      signals_{io_.get_executor()}
{
    calls_.ask_for_roles([this](const reel::caller& who) { return config::role_now(who, settings_.users); });
    mcp_.add_routes(routes_);
    api_.add_routes(routes_);
    channels_.add_routes(routes_);
    web::add_routes(routes_);
    server_.add_filter([this](http::request& r) { return access_.check(r); });
    server_.add_finisher(openai::face::finish);
    server_.add_finisher([this](const http::request& r, http::response& answer) { access_.finish(r, answer); });
}

void daemon::prepare(const config::configuration& conf, reel::config_problems& problems)
{
    plugins_.load(settings_.plugin_dirs);
    const auto names = plugins_.plugins();
    const auto wanted = config::instances_for(conf, names);
    plugins_.prepare(wanted, env_.lookup(), problems);
    instances_ = wanted.size();
}

/// What it remembers.
reel::result<void> daemon::open()
{
    return talk_.open(settings_.state_dir, routes_);
}

reel::result<void> daemon::listen()
{
    auto passed = system::take_passed_sockets();
    if (!passed)
        return passed.error();
    std::vector<std::string> addresses;
    for (const auto& socket : *passed)
    {
        if (auto allowed = config::may_listen_on(socket.address, settings_); !allowed)
            return allowed;
        if (auto adopted = server_.adopt(socket.fd); !adopted)
            return adopted;
        addresses.push_back(socket.address);
    }
    if (passed->empty())
    {
        if (auto listening = server_.listen(settings_.listen, settings_.port); !listening)
            return listening;
        addresses.push_back(settings_.listen);
    }
    const auto ports = server_.ports();
    for (std::size_t i = 0; i < ports.size(); ++i)
    {
        const bool v6 = addresses[i].find(':') != std::string::npos;
        addresses[i] = (v6 ? "[" + addresses[i] + "]" : addresses[i]) + ":" + std::to_string(ports[i]);
    }
    listening_ = reel::listed(addresses);
    access_.set_ports(ports);
    return {};
}

int daemon::run()
{
    int status = exit_failure;
    const auto ended = [&](std::exception_ptr failure, int said) {
        status = said;
        try
        {
            if (failure)
                std::rethrow_exception(failure);
        }
        catch (const std::exception& e)
        {
            log_.error("The daemon failed", {{"what", e.what()}});
            std::_Exit(exit_failure); // what runs refers to what would be destroyed now
        }
        io_.stop();
    };
    asio::co_spawn(io_, live(), ended);
    io_.run();
    return status;
}

reel::awaitable<int> daemon::live()
{
    plugins_.apply(); // nothing waits for an upstream
    if (const auto interval = system::watchdog_interval())
        tasks_.spawn("watchdog", system::feed_watchdog(clock_, *interval));
    const int status = co_await serve();
    co_await leave();
    co_return status;
}

reel::awaitable<int> daemon::serve()
{
    ready();
    if (asked_.said.stdio)
    {
        const auto first = co_await reel::either(mcp_.serve_stdio(), until_stopped());
        co_return first.index() == 0 ? std::get<0>(first) : exit_ok;
    }
    server_.start();
    co_await until_stopped();
    co_return exit_ok;
}

reel::awaitable<void> daemon::until_stopped()
{
    while (co_await signals_.next() == system::signal::reload)
        reload();
}

void daemon::ready()
{
    log_.info("Ready",
              {{"address", listening_}, {"plugins", plugins_.instances().size()}, {"tools", tools_.list().size()}});
    system::notify_ready("Listening on " + listening_);
}

/// Takes the changed configuration, or none of it.
void daemon::reload()
{
    system::notify_reloading();
    reel::config_problems problems;
    const auto conf = config::load(asked_.sources, env_, problems);
    const auto settings = config::read_settings(conf.core, env_, asked_.said, problems);
    check_persona(conf.core, settings.conversation, problems);
    const auto later = changed_for_later(core_, conf.core);
    prepare(conf, problems);
    for (const auto& [where, message, hint] : problems.list())
        log_.error("Configuration mistake", {{"file", where.file ? where.file->path : ""},
                                             {"line", where.line},
                                             {"column", where.column},
                                             {"mistake", message},
                                             {"hint", hint}});
    if (!problems.empty())
        log_.error("Configuration not applied, everything goes on as before", {{"mistakes", problems.list().size()}});
    else
    {
        plugins_.apply();
        apply(settings);
        if (!later.empty())
            log_.warn("Some of the core's options have changed that are applied at the next start only",
                      {{"options", reel::listed(later)}});
        log_.info("Configuration applied");
    }
    ready();
}

/// What of the core's options can change while it runs.
void daemon::apply(const config::settings& changed)
{
    sink_.set_level(changed.log_level);
    settings_.users = changed.users;
    settings_.local_user = changed.local_user;
    access_.replace(access_rules(changed));
    talk_.apply(changed.conversation);
}

/// Stops admitting, lets calls end for a while, cancels, joins, stops plugins in reverse; each step within the drain deadline.
reel::awaitable<void> daemon::leave()
{
    system::notify_stopping();
    log_.info("Stopping");
    const auto patience = settings_.drain_deadline;
    last_moment_.expires_after(patience * 9 / 10);
    last_moment_.async_wait([this](std::error_code cancelled) {
        if (!cancelled)
            exit_with_stragglers();
    });
    server_.stop_admitting();
    co_await talk_.close(patience / 5);
    calls_.close();
    mcp_.close();
    co_await calls_.drain({}, patience / 2);
    co_await talk_.stop();
    co_await server_.drain(patience / 10);
    co_await mcp_.stop();
    co_await plugins_.stop();
    tasks_.cancel();
    co_await tasks_.join();
    last_moment_.cancel();
    log_.info("Stopped");
}

/// Destructors are not legal any more: what still runs needs what they would destroy.
void daemon::exit_with_stragglers()
{
    auto names = calls_.in_flight();
    for (const auto& plugin : plugins_.stopping())
        names.push_back("stop of " + plugin);
    log_.error("Did not stop in time", {{"waiting_for", reel::listed(names)}});
    std::_Exit(exit_failure);
}

/// What each plugin tells a model.
std::vector<std::string> daemon::sections() const
{
    std::vector<std::string> out;
    for (auto& plugin : plugins_.instances())
        if (!plugin.prompt.empty())
            out.push_back(std::move(plugin.prompt));
    return out;
}

std::unique_ptr<reel::http_client> daemon::http_client(reel::http_settings s, reel::logger log)
{
    return http::make_http_client(io_.get_executor(), clock_, std::move(s), std::move(log));
}

} // namespace

int run(const command& asked)
{
    const auto env = config::environment::of_process();
    reel::config_problems problems;
    const auto conf = config::load(asked.sources, env, problems);
    auto settings = config::read_settings(conf.core, env, asked.said, problems);
    check_persona(conf.core, settings.conversation, problems);

    if (asked.what == command::action::describe)
    {
        const auto text = describe(asked.described, settings.plugin_dirs);
        if (!text)
            return give_up(text.error().message());
        std::fputs(text->c_str(), stdout);
        return exit_ok;
    }
    if (!settings.core_dumps)
        system::forbid_core_dumps();
    system::raise_open_file_limit();
    const bool check_only = asked.what == command::action::check_config;
    std::string install_id;
    if (!check_only && problems.empty())
    {
        if (auto prepared = system::prepare_state_dir(settings.state_dir); !prepared)
            return give_up(prepared.error().message());
        auto id = system::install_id(settings.state_dir);
        if (!id)
            return give_up(id.error().message());
        install_id = std::move(*id);
    }

    daemon d{asked, env, std::move(settings), conf.core, std::move(install_id)};
    d.prepare(conf, problems);
    if (!problems.empty())
        return refuse_config(problems);
    if (check_only)
    {
        std::printf("The configuration is fine (plugin instances: %zu)\n", d.instances());
        return exit_ok;
    }
    if (const auto opened = d.open(); !opened)
        return give_up(opened.error().message());
    if (!asked.said.stdio)
        if (const auto listening = d.listen(); !listening)
            return give_up(listening.error().message());
    return d.run();
}

} // namespace reeld::app
