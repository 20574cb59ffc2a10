// SPDX-License-Identifier: MIT
#include "core/model/client.hpp"

#include "core/http/retry_after.hpp"
#include "core/model/failure.hpp"
#include "core/model/stream_decoder.hpp"
#include "core/model/wire.hpp"

#include <reel/either.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace reeld::model
{

namespace
{

using reel::duration;
using reel::errc;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

constexpr int attempts = 3;
constexpr duration first_pause = 250ms;
constexpr duration first_pause_when_limited = 1s; // 429 without Retry-After
constexpr duration longest_pause_with_others = 5s;
constexpr duration rest = 30s;
constexpr std::size_t max_connections = 1024; // every conversation that waits for the model holds one

/// A server that repeats the key in its complaint does not get it into a log.
reel::error without_key(reel::error failure, const reel::secret& key)
{
    auto text = failure.upstream_text();
    if (key.empty() || text.find(key.reveal()) == text.npos)
        return failure;
    for (std::size_t at = 0; (at = text.find(key.reveal(), at)) != text.npos; at += 3)
        text.replace(at, key.reveal().size(), "***");
    return std::move(failure).with_upstream_text(std::move(text));
}

/// Says what the owner should know when no one answered: the preferred server's failure, unless it is merely away.
const reel::error& more_telling(const reel::error& first, const reel::error& second)
{
    return first.kind() == errc::connection ? second : first;
}

} // namespace

struct client::source
{
    endpoint where;
    reel::http_request question; ///< all but the body
    std::unique_ptr<reel::http_client> http;
    nanoseconds resting_until{};
};

/// Shared between an attempt and those who act for it; lives in the attempt's frame.
struct client::attempt_state
{
    stream_decoder decoder;
    std::optional<nanoseconds> heard;   ///< when the last piece came
    std::optional<reel::error> failure; ///< ours, or the server's own words, where the transport is not to blame
};

client::client(std::vector<endpoint> endpoints, const http_maker& make_http, reel::clock& clock, reel::logger log)
    : clock_{clock}, log_{std::move(log)}
{
    for (auto& where : endpoints)
    {
        auto one = std::make_unique<source>();
        auto& question = one->question;
        question.method = "POST";
        question.url = where.url;
        std::string path{where.url.encoded_path()};
        while (path.ends_with('/'))
            path.pop_back();
        question.url.set_encoded_path(path + "/chat/completions");
        question.headers = {{"Content-Type", "application/json"},
                            {"Accept", where.stream ? "text/event-stream, application/json" : "application/json"}};
        if (!where.key.empty())
            question.headers.push_back({"Authorization", reel::secret{"Bearer " + where.key.reveal()}});
        question.read_timeout = duration{0}; // until_silent() is kinder: a model may think before its first word
        reel::http_settings settings;
        settings.max_connections = max_connections;
        one->http = make_http(std::move(settings));
        one->where = std::move(where);
        sources_.push_back(std::move(one));
    }
}

client::~client() = default;

std::vector<client::source*> client::by_preference()
{
    const auto now = clock_.ticks();
    std::vector<source*> out;
    for (const bool resting : {false, true})
        for (const auto& one : sources_)
            if ((one->resting_until > now) == resting)
                out.push_back(one.get());
    return out;
}

reel::awaitable<reel::result<reply>> client::complete(const request& asked, text_sink on_text)
{
    if (!configured())
        co_return not_configured();
    std::optional<reel::error> failure;
    const auto sources = by_preference();
    for (auto* from : sources)
    {
        bool spoken = false;
        auto got = co_await ask(*from, asked, on_text, from == sources.back(), spoken);
        if (got)
        {
            from->resting_until = {};
            co_return got;
        }
        if (got.error().kind() == errc::cancelled) // whoever asked has gone
            co_return got;
        const auto why = without_key(got.error(), from->where.key);
        log_.warn("The language model gave no answer", {{"model", from->where.name}, {"error", why.describe()}});
        if (spoken || why.kind() == errc::bad_argument)
            co_return why;
        from->resting_until = clock_.ticks() + std::max<duration>(rest, why.retry_after().value_or(0s));
        failure = failure ? more_telling(*failure, why) : why;
    }
    co_return *failure;
}

/// One server, as often as it makes sense.
reel::awaitable<reel::result<reply>> client::ask(source& from, const request& asked, const text_sink& on_text,
                                                 bool last, bool& spoken)
{
    const auto end = clock_.ticks() + from.where.deadline;
    auto left = from.where.deadline;
    for (int made = 1;; ++made)
    {
        auto got = co_await attempt(from, asked, left, on_text, spoken);
        if (got || spoken)
            co_return got;
        const auto pause = pause_before_next(got.error(), made, last);
        if (!pause || clock_.ticks() + *pause >= end)
            co_return got;
        log_.debug("The language model is asked again", {{"model", from.where.name}, {"after", *pause}});
        co_await clock_.sleep(*pause);
        left = std::chrono::ceil<duration>(end - clock_.ticks());
        if (left <= duration{0}) // it slept longer than it wanted to
            co_return got;
    }
}

/// Nothing when it would not help, or when another server answers sooner.
std::optional<duration> client::pause_before_next(const reel::error& failure, int made, bool last) const
{
    if (made >= attempts || !worth_repeating(failure))
        return std::nullopt;
    if (const auto told = failure.retry_after())
        return last || *told <= longest_pause_with_others ? std::optional<duration>{*told} : std::nullopt;
    thread_local std::minstd_rand random{std::random_device{}()};
    std::uniform_real_distribution<double> jitter{1.0, 2.0};
    const auto base = (failure.status() == 429 ? first_pause_when_limited : first_pause) * (1 << (made - 1));
    return std::chrono::duration_cast<duration>(base * jitter(random));
}

reel::awaitable<reel::result<reply>> client::attempt(source& from, const request& asked, duration left,
                                                     const text_sink& on_text, bool& spoken)
{
    attempt_state state{stream_decoder{on_text}, {}, {}};
    auto what = from.question;
    what.body = encode(asked, from.where.model, from.where.stream); // anew each time: waiting holds one copy, not two
    what.deadline = left;
    auto got = co_await send(from, std::move(what), state);
    if (state.decoder.complete() || (got && got->ok() && !state.failure))
    {
        auto said = state.decoder.finish(); // which may be the first to speak, of an answer that came whole
        spoken = state.decoder.spoken();
        if (said)
            said->said.said_by = from.where.model;
        co_return said;
    }
    spoken = state.decoder.spoken();
    if (state.failure)
        co_return *state.failure;
    if (got)
        co_return refused(got->status, got->body).with_retry_after(http::retry_after(*got, clock_.now()));
    if (state.heard && got.error().kind() == errc::connection)
        co_return reel::error{errc::connection, "The language model broke off in the middle of its answer"};
    co_return not_reached(got.error(), from.where.deadline);
}

/// The body goes to the decoder; the response is there for its status.
reel::awaitable<reel::result<reel::http_response>> client::send(source& from, reel::http_request what,
                                                                attempt_state& state)
{
    if (!from.where.stream)
    {
        auto got = co_await from.http->send(std::move(what));
        if (got && got->ok())
            if (auto taken = state.decoder.write(got->body); !taken)
                state.failure = taken.error();
        co_return got;
    }
    reel::body_sink sink = [this, &state](std::string_view piece) {
        state.heard = clock_.ticks();
        auto taken = state.decoder.write(piece);
        if (!taken)
            state.failure = taken.error();
        return taken;
    };
    const auto limit = from.where.idle_timeout;
    auto first = co_await reel::either(from.http->send(std::move(what), std::move(sink)), until_silent(state, limit));
    if (first.index() == 0)
        co_return std::get<0>(std::move(first));
    state.failure = reel::error{errc::timeout, "The language model fell silent in the middle of its answer"};
    co_return *state.failure;
}

/// Ends when nothing has come for `limit`; never before the first piece, for which there is the deadline.
reel::awaitable<void> client::until_silent(const attempt_state& state, duration limit)
{
    for (;;)
    {
        const auto now = clock_.ticks();
        const auto due = state.heard.value_or(now) + limit;
        if (now >= due)
            co_return;
        co_await clock_.sleep(std::chrono::ceil<duration>(due - now));
    }
}

} // namespace reeld::model
