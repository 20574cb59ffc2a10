// SPDX-License-Identifier: MIT
#include "core/mcp/face.hpp"

#include "core/mcp/http.hpp"
#include "core/mcp/service.hpp"
#include "core/mcp/stdio.hpp"

#include <unistd.h>
#include <utility>

namespace reeld::mcp
{

face::face(dependencies deps) : service_{std::make_shared<service>(std::move(deps))}
{
    // The registry lives longer than we do.
    service_->deps.tools.on_change([weak = std::weak_ptr{service_}] {
        if (const auto s = weak.lock())
            s->tools_changed();
    });
}

face::~face() = default;

void face::add_routes(http::router& routes, const std::string& path)
{
    routes.add({"POST", path, [s = service_](http::request& req) { return serve_post(s, req); }, true});
}

reel::awaitable<int> face::serve_stdio()
{
    co_await mcp::serve_stdio(service_, STDIN_FILENO, STDOUT_FILENO);
    co_return 0;
}

void face::close()
{
    service_->close();
}

reel::awaitable<void> face::stop()
{
    service_->close();
    service_->cancel_all();
    co_await service_->join();
}

} // namespace reeld::mcp
