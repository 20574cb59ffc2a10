// SPDX-License-Identifier: MIT
#include "plugins/telegram/provider.hpp"

#include <reel/described.hpp>
#include <reel/log_failures.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>
#include <random>
#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

constexpr std::size_t most_at_once = 200; // answers under way
constexpr reel::duration first_wait = 1s, longest_wait = 60s;
constexpr std::chrono::hours numbers_are_anew_after{6 * 24}; // "at least a week": then they begin anywhere

struct kept_offset
{
    std::string bot; ///< whose updates are counted
    std::int64_t next = 0;
    reel::time_point at{};
};
BOOST_DESCRIBE_STRUCT(kept_offset, (), (bot, next, at))

reel::secret made_up()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random; // the kernel's
    std::string out;
    for (int i = 0; i < 40; ++i)
        out += digits[random() % digits.size()];
    return reel::secret{std::move(out)};
}

/// The bot's id, which its token begins with: two bots count their messages and updates alike.
std::string bot_of(const reel::secret& token)
{
    return token.reveal().substr(0, token.reveal().find(':'));
}

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      webhook_secret_{settings_.webhook_secret.empty() ? made_up() : settings_.webhook_secret},
      bot_id_{bot_of(settings_.bot_token)},
      api_{host, settings_},
      introduced_{host.executor()},
      answers_{host, [this](reel::inbox::entry kept) { return answer(std::move(kept)); }},
      fetching_{host.executor(), reel::log_failures(host.log())},
      introduction_{host, "health", {.interval = settings_.health_interval}},
      since_{host.clock().now()}
{}

void provider::start()
{
    read_offset();
    answers_.resume();
    introduction_.start([this] { return introduce(); });
    if (fetches())
        fetching_.spawn("fetch", fetch());
}

reel::awaitable<void> provider::stop()
{
    fetching_.cancel();
    co_await fetching_.join();
    co_await answers_.stop();
    co_await introduction_.stop();
}

reel::health provider::health() const
{
    reel::health out;
    out.since = since_;
    out.timers = {introduction_.status()};
    for (const auto* trouble : {&not_fetched_, &not_introduced_, &api_.trouble()})
        if (*trouble)
        {
            out.state = reel::state::degraded;
            out.reason = (*trouble)->message();
            return out;
        }
    if (bot_)
        out.state = reel::state::ready;
    else
        out.reason = "Telegram has not answered yet";
    return out;
}

std::string_view provider::format() const
{
    return "Your answer is shown in Telegram: short paragraphs, **bold** for titles, lists with \"- \"; no tables, no headings, "
           "no HTML. Keep it short, as in a chat.";
}

reel::awaitable<reel::result<void>> provider::introduce()
{
    const auto outcome = co_await greet();
    not_introduced_ = outcome ? std::nullopt : std::optional{outcome.error()};
    co_return outcome;
}

/// Asks who the bot is, and says how updates are to come: a webhook again and again, as others may have taken it away.
reel::awaitable<reel::result<void>> provider::greet()
{
    auto me = co_await api_.get_me();
    if (!me)
        co_return me.error();
    if (!fetches() || !introduced_.is_set())
    {
        const auto told = fetches() ? co_await api_.delete_webhook() : co_await api_.set_webhook(webhook_secret_);
        if (!told && reel::refused(told.error()))
            co_return reel::error{reel::errc::upstream, "Telegram does not take webhook_url; the log has its reason"}
                .with_status(told.error().status())
                .with_upstream_text(told.error().upstream_text());
        if (!told)
            co_return told.error();
    }
    if (!introduced_.is_set())
        host_.log().info("Telegram is ready", {{"bot", me->username}, {"webhook", !fetches()}});
    bot_ = std::move(*me);
    introduced_.set();
    co_return reel::result<void>{};
}

// ---- what comes in --------------------------------------------------------------------------------------------------

reel::awaitable<void> provider::fetch()
{
    co_await introduced_.wait();
    auto wait = first_wait;
    for (bool failing = false;;)
    {
        const auto fetched = co_await fetch_once();
        not_fetched_ = fetched ? std::nullopt : std::optional{fetched.error()};
        if (fetched)
        {
            if (std::exchange(failing, false))
                host_.log().info("Messages are fetched again");
            wait = first_wait;
            continue;
        }
        const auto& failure = fetched.error();
        if (!std::exchange(failing, true))
            host_.log().warn("Messages cannot be fetched; trying again", {{"error", failure.describe()}});
        if (failure.status() == 409)
            co_await api_.delete_webhook(); // somebody may have set one
        const auto told_to = failure.retry_after();
        co_await host_.clock().sleep(told_to ? std::min<reel::duration>(*told_to, 5min) : wait);
        wait = std::min(wait * 2, longest_wait);
    }
}

reel::awaitable<reel::result<void>> provider::fetch_once()
{
    if (answers_.size() >= most_at_once)
        co_return reel::error{reel::errc::not_ready, "too many answers are under way"};
    if (host_.clock().now() - offset_set_ > numbers_are_anew_after)
        offset_ = 0;
    const auto got = co_await api_.get_updates(offset_);
    if (!got)
        co_return got.error();
    auto next = offset_;
    reel::result<void> outcome;
    for (const auto& one : *got)
    {
        const auto taken = co_await take(one);
        if (!taken)
        {
            outcome = taken.error(); // not acknowledged: it comes again
            break;
        }
        next = std::max(next, *taken + 1);
    }
    if (next != offset_)
        co_await write_offset(next);
    else if (outcome && !got->empty())
        outcome = reel::error{reel::errc::validation, "Telegram repeats itself, or something else is at its address"};
    co_return outcome;
}

void provider::read_offset()
{
    boost::system::error_code malformed;
    const auto value = json::parse(reel::read_file(host_.state_dir() / "offset.json"), malformed);
    const auto kept = malformed ? reel::error{} : reel::decode<kept_offset>(value);
    if (!kept || kept->bot != bot_id_)
        return;
    offset_ = kept->next;
    offset_set_ = kept->at;
}

reel::awaitable<void> provider::write_offset(std::int64_t next)
{
    offset_ = next;
    offset_set_ = host_.clock().now();
    reel::result<void> written;
    const std::function<void()> write = [&written, file = host_.state_dir() / "offset.json",
                                         content = reel::to_json(kept_offset{bot_id_, offset_, offset_set_})] {
        written = reel::write_file(file, content);
    };
    co_await host_.off_loop(write);
    if (!written)
        host_.log().error("The place in Telegram's updates could not be kept", {{"error", written.error().describe()}});
}

reel::awaitable<reel::webhook_answer> provider::webhook(reel::webhook_request request)
{
    const auto saying = [](int status, std::string_view sentence) {
        return reel::webhook_answer{status, "text/plain", std::string{sentence} + "\n"};
    };
    if (fetches() || request.method != "POST")
        co_return saying(404, "nothing is expected here");
    if (!webhook_secret_.matches(request.header("X-Telegram-Bot-Api-Secret-Token")))
    {
        if (const auto times = forged_.happened(host_.clock()))
            host_.log().warn("A webhook without the right secret was refused",
                             {{"peer", request.peer}, {"times", *times}});
        co_return saying(403, "the secret is wrong");
    }
    if (!bot_ || answers_.size() >= most_at_once)
        co_return saying(503, "not now"); // it comes again
    boost::system::error_code malformed;
    const auto value = json::parse(request.body, malformed);
    if (malformed)
        co_return saying(400, "this is not JSON");
    if (const auto taken = co_await take(value); !taken)
        co_return saying(500, taken.error().message());
    co_return saying(200, "thank you");
}

/// Its id, 0 when it has none; an error when it could not be kept. What is not for us is dropped, what came before is not
/// taken again.
reel::awaitable<reel::result<std::int64_t>> provider::take(json::value value)
{
    const auto what = read_update(value, *bot_);
    if (!what)
        co_return std::int64_t{0};
    if (!what->message && !what->press)
        co_return what->id;
    const auto accepted = co_await answers_.accept(bot_id_ + "-" + std::to_string(what->id), json::serialize(value));
    if (!accepted)
        co_return accepted.error();
    co_return what->id;
}

} // namespace reel_telegram
