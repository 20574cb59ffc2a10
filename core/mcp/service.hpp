// SPDX-License-Identifier: MIT
// What all transports of the face share: the requests under way, who listens for changes, and what was written once.
// Loop thread only. Shared, because a request may outlive the connection that it came by.
#pragma once

#include "core/mcp/exchange.hpp"
#include "core/mcp/face.hpp"
#include "core/mcp/questions.hpp"
#include "core/mcp/tools.hpp"

#include <reel/event.hpp>

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

namespace reeld::mcp
{

class service : public std::enable_shared_from_this<service>
{
public:
    explicit service(dependencies d);

    /// Answers the request of `x` in the background; it may be done before this returns.
    void start(std::shared_ptr<exchange> x);
    std::size_t running() const noexcept { return running_.size(); }
    void cancel_all();
    reel::awaitable<void> join();

    /// Ends subscriptions, and questions that wait for somebody.
    void close()
    {
        closing.set();
        questions.close();
    }

    /// Calls `told` at each change of the tool list, until what this returns is destroyed.
    [[nodiscard]] std::shared_ptr<void> on_tools_changed(std::function<void()> told);

    void tools_changed();

    /// The instructions for models, bounded.
    std::string instructions() const;

    dependencies deps;
    tool_list tools;
    const std::string server_info; ///< {"name":…,"title":…,"version":…}
    reel::event closing;
    mcp::questions questions;
    /// What legacy clients asked for with logging/setLevel, by caller: there are no sessions to keep it in.
    std::map<std::string, reel::log_level, std::less<>> log_levels;

private:
    void ended(exchange& x, std::exception_ptr failure);

    std::list<std::shared_ptr<exchange>> running_;
    reel::event idle_;
    std::list<std::function<void()>> listeners_;
};

} // namespace reeld::mcp
