// SPDX-License-Identifier: MIT
// Key functions: the vtables and type information of the interfaces live here, once for the whole process, so that a
// dynamic_cast or a catch agrees on both sides of a plugin boundary.
#include <reel/channel.hpp>
#include <reel/host.hpp>
#include <reel/http_client.hpp>
#include <reel/tool_provider.hpp>

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <array>
#include <system_error>

namespace reel
{

ToolProvider::~ToolProvider() = default;
host::~host() = default;
http_client::~http_client() = default;
clock::~clock() = default;
log_sink::~log_sink() = default;
client_channel::~client_channel() = default;
conversations::~conversations() = default;
Channel::~Channel() = default;

std::string_view http_response::header(std::string_view name) const noexcept
{
    for (const auto& [key, value] : headers)
        if (boost::algorithm::iequals(key, name))
            return value;
    return {};
}

error unreachable(std::string_view who, const error& why)
{
    if (why.kind() == errc::cancelled)
        throw std::system_error{asio::error::operation_aborted};
    return error{why.kind(), std::string{who} + " cannot be reached (" + why.message() + ")"}.with_unsent(why.unsent());
}

bool refused(const error& failure) noexcept
{
    constexpr std::array others{404, 408, 409, 429};
    return failure.status() >= 400 && failure.status() < 500 && failure.kind() != errc::unauthorized &&
           std::ranges::find(others, failure.status()) == others.end();
}

boost::urls::url below(boost::urls::url base, std::string_view path)
{
    std::string whole{base.encoded_path()};
    while (whole.ends_with('/'))
        whole.pop_back();
    base.set_encoded_path(whole.append(path));
    return base;
}

std::string_view webhook_request::header(std::string_view name) const noexcept
{
    for (const auto& [key, value] : headers)
        if (boost::algorithm::iequals(key, name))
            return value;
    return {};
}

bool Channel::means(std::string_view link, std::string_view account) const
{
    return link == account;
}

awaitable<webhook_answer> Channel::webhook(webhook_request)
{
    co_return webhook_answer{404, {}, {}};
}

std::string_view to_string(state s) noexcept
{
    switch (s)
    {
    case state::unconfigured:
        return "unconfigured";
    case state::starting:
        return "starting";
    case state::ready:
        return "ready";
    case state::degraded:
        return "degraded";
    case state::failed:
        return "failed";
    }
    return "failed";
}

} // namespace reel
