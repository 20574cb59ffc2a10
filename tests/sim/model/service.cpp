// SPDX-License-Identifier: MIT
#include "tests/sim/model/service.hpp"

#include "tests/sim/model/improviser.hpp"

#include <boost/json/serialize.hpp>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

constexpr std::size_t kept = 1000;

/// The name of the first tool, without reading the rest.
std::string first_tool(std::string_view body)
{
    constexpr std::string_view mark = R"("type":"function","function":{"name":")";
    const auto tools = body.find(R"("tools":[)");
    const auto at = tools == body.npos ? tools : body.find(mark, tools);
    if (at == body.npos)
        return {};
    const auto rest = body.substr(at + mark.size());
    return std::string{rest.substr(0, rest.find('"'))};
}

/// 0 when it is not there.
std::size_t last(std::string_view body, std::string_view part)
{
    const auto at = body.rfind(part);
    return at == body.npos ? 0 : at;
}

} // namespace

reply service::handle(const request& req)
{
    if (!settings_.key.empty() && req.header("authorization") != "Bearer " + settings_.key)
        return refusal(401, "Incorrect API key provided.", "invalid_api_key");
    if (req.path == "/model/v1/models")
        return list();
    if (req.path != "/model/v1/chat/completions")
        return refusal(404, "Invalid URL (" + req.method + " " + req.path + ")");
    if (req.method != "POST")
        return refusal(405, "Only POST requests are accepted.");
    ++questions_;
    return settings_.otherwise == behaviour::instant ? at_once(req) : complete(req);
}

void service::play(model::script s)
{
    script_ = std::move(s);
    settings_.otherwise = behaviour::refuse;
}

void service::forget()
{
    asked_.clear();
    questions_ = 0;
}

reply service::list() const
{
    return reply::json(json::serialize(json::object{
        {"object", "list"},
        {"data",
         {json::object{
             {"id", settings_.name}, {"object", "model"}, {"created", 1'767'225'600}, {"owned_by", "reel-sim"}}}}}));
}

reply service::complete(const request& req)
{
    asked_.push_back(req.body);
    if (asked_.size() > kept)
        asked_.pop_front();
    std::string why;
    const auto q = read_question(req.body, why);
    if (!q)
        return refusal(400, why);
    if (const auto next = script_.take(*q, why))
        return render(next->say, next->fault, *q, questions_);
    if (settings_.otherwise == behaviour::refuse)
        return refusal(500, why, "unscripted");
    auto say = improvise(*q);
    say.after = settings_.after;
    say.every = settings_.every;
    return render(say, {}, *q, questions_);
}

/// Looks for as little as it can: benchmarks measure who asks.
reply service::at_once(const request& req)
{
    const std::string_view body = req.body;
    question q;
    q.model = settings_.name;
    q.stream = body.find(R"("stream":true)") != body.npos;
    q.usage = q.stream;
    utterance say;
    say.after = settings_.after;
    say.every = settings_.every;
    auto call = settings_.call;
    if (call.name.empty())
        call.name = first_tool(body);
    if (call.name.empty() || last(body, R"("role":"tool")") > last(body, R"("role":"user")"))
        say.text = "That is all there is to say about it.";
    else
        say.calls = {std::move(call)};
    return render(say, {}, q, questions_);
}

} // namespace reel_sim::model
