// SPDX-License-Identifier: MIT
#include "core/cli/connection.hpp"

#include <optional>

namespace reeld::cli
{

namespace
{

reel::http_request make_request(std::string_view method, std::string_view path, std::string body,
                                const boost::urls::url& base, const reel::secret& token)
{
    reel::http_request out;
    out.method = method;
    out.url = base;
    std::string whole{base.encoded_path()};
    while (whole.ends_with('/'))
        whole.pop_back();
    out.url.set_encoded_path(whole.append(path));
    out.headers.push_back({"Accept", std::string{"application/json"}});
    if (!body.empty())
        out.headers.push_back({"Content-Type", std::string{"application/json"}});
    if (!token.empty())
        out.headers.push_back({"Authorization", reel::secret{"Bearer " + token.reveal()}});
    out.body = std::move(body);
    out.deadline = std::chrono::minutes{5}; // a tool has a deadline of its own; this one is for a daemon that hangs
    out.read_timeout = reel::duration{0};
    out.max_body = std::size_t{64} * 1024 * 1024;
    out.retries = 0; // whoever waits in front of a terminal wants to know now
    return out;
}

/// Runs the context until the request has ended.
reel::result<reply> wait(asio::io_context& io, reel::awaitable<reel::result<reel::http_response>> request)
{
    std::optional<reel::result<reel::http_response>> response;
    asio::co_spawn(io, std::move(request),
                   [&response](const std::exception_ptr& failure, reel::result<reel::http_response> r) {
                       if (failure)
                           std::rethrow_exception(failure);
                       response = std::move(r);
                   });
    io.restart();
    while (!response) // not run(): the client may keep a timer for its idle connection
        io.run_one();
    if (!*response)
        return response->error();
    return reply{(*response)->status, std::move((*response)->body)};
}

} // namespace

transport connect(asio::io_context& io, std::shared_ptr<reel::http_client> client, boost::urls::url base,
                  reel::secret token)
{
    return [&io, client = std::move(client), base = std::move(base), token = std::move(token)](
               std::string_view method, std::string_view path, std::string body) -> reel::result<reply> {
        return wait(io, client->send(make_request(method, path, std::move(body), base, token)));
    };
}

live_transport connect_live(asio::io_context& io, std::shared_ptr<reel::http_client> client, boost::urls::url base,
                            reel::secret token, std::string accept)
{
    return [&io, client = std::move(client), base = std::move(base), token = std::move(token),
            accept = std::move(accept)](std::string_view path, std::string body,
                                        const std::function<void(std::string_view)>& on_piece) -> reel::result<reply> {
        auto request = make_request("POST", path, std::move(body), base, token);
        request.headers.front() = {"Accept", accept};
        return wait(io, client->send(std::move(request), [&on_piece](std::string_view piece) -> reel::result<void> {
            on_piece(piece);
            return {};
        }));
    };
}

} // namespace reeld::cli
