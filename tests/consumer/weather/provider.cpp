// SPDX-License-Identifier: MIT
// The only file that waits for things.
#include "client.hpp"
#include "config.hpp"
#include "tools.hpp"

#include <reel/periodic.hpp>
#include <reel/plugin.hpp>
#include <reel/ttl_cache.hpp>

namespace reel_weather
{

class provider final : public reel::ToolProvider
{
public:
    provider(reel::host& host, const config& cfg)
        : host_{host},
          client_{host, cfg},
          refresh_{host, "refresh", {.interval = cfg.refresh}},
          fetches_{host.executor()},
          forecasts_{host.clock(),
                     host.executor(),
                     fetches_,
                     {.keep = 10min, .max_entries = 200},
                     [this](std::string place_id) { return fetch(std::move(place_id)); }}
    {}

    reel::tool_set tools() override { return {reel::bind(forecast_tool(), this, &provider::answer_forecast)}; }

    void start() override
    {
        refresh_.start([this] { return load(); });
    }

    reel::awaitable<void> stop() override
    {
        fetches_.cancel();
        co_await refresh_.stop();
        co_await fetches_.join(); // after this nothing of ours runs
    }

    reel::health health() const override;

    std::string_view prompt() const override
    {
        return "When someone wonders whether to go out, ask `get_forecast` before you suggest a film.";
    }

private:
    reel::awaitable<reel::result<void>> load();
    reel::awaitable<reel::result<forecast>> fetch(std::string place_id);
    reel::awaitable<reel::result<forecast_answer>> answer_forecast(forecast_args args, reel::call_context& call);

    reel::host& host_;
    client client_;
    reel::periodic refresh_; // jitter, back-off, never overlapping, cancelled by stop()
    reel::task_group fetches_;
    reel::ttl_cache<std::string, forecast> forecasts_;
    std::shared_ptr<const places> places_; // immutable; readers keep the one they started with
    reel::time_point loaded_{};
};

reel::awaitable<reel::result<void>> provider::load()
{
    auto found = co_await client_.fetch_places();
    if (!found)
        co_return found.error();
    places_ = std::make_shared<const places>(std::move(*found));
    loaded_ = host_.clock().now();
    co_return reel::result<void>{};
}

reel::awaitable<reel::result<forecast>> provider::fetch(std::string place_id)
{
    auto days = co_await client_.fetch_forecast(std::move(place_id));
    if (!days)
        co_return days.error();
    co_return forecast{std::move(*days), host_.clock().now()};
}

reel::awaitable<reel::result<forecast_answer>> provider::answer_forecast(forecast_args args, reel::call_context&)
{
    const auto known = places_;
    if (!known)
        co_return reel::error{reel::errc::not_ready, "The list of places is still loading. Try again in a moment."};
    const auto place = known->find(lower(args.place));
    if (place == known->end())
        co_return reel::error{reel::errc::bad_argument,
                              "The weather service does not know this place; try a larger town."};

    auto forecast = co_await forecasts_.get(place->second);
    if (!forecast)
        co_return forecast.error();
    co_return answer(args, *forecast);
}

reel::health provider::health() const
{
    reel::health out;
    out.state = !places_ ? reel::state::starting : refresh_.failing() ? reel::state::degraded : reel::state::ready;
    out.since = loaded_;
    out.reason = refresh_.status().last_error;
    if (places_)
        out.caches.push_back({"places", places_->size(), 0, loaded_, refresh_.failing()});
    out.timers.push_back(refresh_.status());
    return out;
}

} // namespace reel_weather

REEL_PLUGIN("weather", "Weather", "1.0.0", "forecasts unavailable", reel_weather::options, reel_weather::provider);
