// SPDX-License-Identifier: MIT
#include "core/api/face.hpp"

#include "core/api/openapi.hpp"
#include "core/api/status.hpp"
#include "core/confirm/argument.hpp"
#include "core/http/text.hpp"

#include <reel/described.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace reeld::api
{

using http::request;
using http::response;

namespace
{

/// What cannot be JSON is refused by name. Programs that name no type, or the one that curl -d names by itself, mean JSON;
/// pages of strangers, who could send that too, are refused by their Origin.
bool may_be_json(std::string_view type)
{
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.remove_suffix(1);
    constexpr std::string_view suffix = "+json";
    return type.empty() || http::iequals(type, "application/json") ||
           http::iequals(type, "application/x-www-form-urlencoded") ||
           (type.size() > suffix.size() && http::iequals(type.substr(type.size() - suffix.size()), suffix));
}

} // namespace

struct face::impl
{
    explicit impl(dependencies d) : deps{std::move(d)}, started{deps.clock.now()} {}

    snapshot now() const
    {
        return {deps.version, deps.clock.now(),  measure(started),    deps.instances(), deps.refusals(),
                {},           deps.http_stats(), deps.invoker.stats()};
    }
    response status(const request& req) const;
    response readiness() const;
    reel::awaitable<response> call(request& req);

    dependencies deps;
    reel::time_point started;
};

response face::impl::status(const request& req) const
{
    auto s = now();
    if (deps.unknown_senders && deps.caller(req).role == reel::role::admin)
        s.unknown_senders = deps.unknown_senders();
    return response::json(status_json(s));
}

response face::impl::readiness() const
{
    const auto missing = waiting_for(deps.instances());
    if (missing.empty())
        return response::json(R"({"status":"ready"})");
    std::string sentence = "not ready yet: ";
    for (const auto& one : missing)
        sentence += (&one == &missing.front() ? "" : "; ") + one;
    return response::json(error_json({reel::errc::not_ready, sentence}), 503);
}

reel::awaitable<response> face::impl::call(request& req)
{
    const auto failed = [](const reel::error& e) { return response::json(error_json(e), status_of(e.kind())); };
    if (!may_be_json(req.header("Content-Type")))
        co_return response::json(error_json({reel::errc::bad_argument, "the Content-Type must be application/json"}),
                                 415);
    boost::system::error_code malformed;
    boost::json::value args(boost::json::object_kind);
    if (!req.body.empty())
        args = boost::json::parse(req.body, malformed);
    if (malformed)
        co_return failed({reel::errc::bad_argument, "the body is not valid JSON; send the arguments as a JSON object"});
    if (!args.is_object())
        co_return failed({reel::errc::bad_argument, "the arguments must be a JSON object"});

    const auto& name = req.captures.front();
    confirm::pending asked;
    tool::call_options options;
    options.who = deps.caller(req);
    options.proposal = &asked;
    options.place = "http";
    if (const auto entry = deps.tools.find(name))
        options.confirmation = confirm::take_confirm(entry->tool.spec, args.get_object());
    if (const auto header = req.header("Reel-Confirm"); !header.empty())
        options.confirmation = header;
    auto said = co_await deps.invoker.call(name, args, std::move(options));
    if (!asked.token.empty())
        co_return response::json(unconfirmed_json(said.error(), asked), status_of(reel::errc::unconfirmed));
    if (!said)
        co_return failed(said.error());
    co_return response::json(std::move(said->json));
}

namespace
{

/// A handler that needs no waiting.
http::handler plain(std::function<response(request&)> answer)
{
    struct run
    {
        static reel::awaitable<response> of(response said) { co_return said; }
    };
    return [answer = std::move(answer)](request& req) { return run::of(answer(req)); };
}

} // namespace

face::face(dependencies deps) : impl_{std::make_unique<impl>(std::move(deps))} {}

face::~face() = default;

void face::add_routes(http::router& routes)
{
    auto* self = impl_.get();
    const auto get = [&](const char* path, auto answer) { routes.add({"GET", path, plain(std::move(answer))}); };
    get("/healthz", [](request&) { return response::json(R"({"status":"alive"})"); });
    get("/readyz", [self](request&) { return self->readiness(); });
    get("/api/status", [self](request& req) { return self->status(req); });
    get("/api/tools", [self](request& req) {
        return response::json(tools_json(self->deps.tools.list(), self->deps.caller(req).role));
    });
    get("/openapi.json", [self](request& req) {
        return response::json(openapi_json(self->deps.tools.list(), self->deps.caller(req).role, self->deps.version));
    });
    get("/metrics", [self](request&) {
        auto out = response::text(metrics_text(self->now()));
        out.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return out;
    });
    routes.add({"POST", "/api/tools/{name}", [self](request& req) { return self->call(req); }, true});
}

} // namespace reeld::api
