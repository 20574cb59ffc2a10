// SPDX-License-Identifier: MIT
#include "core/plugin/instance_host.hpp"

#include <boost/json/value.hpp>

#include <utility>

namespace reeld::plugin
{

instance_host::instance_host(const services& lent, std::string instance, std::function<void()> changed)
    : lent_{lent},
      instance_{std::move(instance)},
      log_{lent.log, instance_},
      state_dir_{lent.state_dir / instance_},
      changed_{std::move(changed)},
      line_{lent.channels.lend(instance_)}
{}

std::unique_ptr<reel::http_client> instance_host::make_http_client(reel::http_settings settings)
{
    return lent_.make_http_client(std::move(settings), log_);
}

reel::awaitable<void> instance_host::off_loop(std::function<void()> work)
{
    return lent_.pool.run(std::move(work));
}

reel::awaitable<reel::result<reel::tool_result>>
instance_host::call_tool(std::string_view name, boost::json::object args, reel::call_context& from)
{
    tool::call_options options;
    options.who = from.caller();
    options.request_id = from.request_id();
    options.depth = from.depth() + 1;
    const std::string tool{name};
    const boost::json::value arguments = std::move(args);
    co_return co_await lent_.calls.call(tool, arguments, std::move(options));
}

} // namespace reeld::plugin
