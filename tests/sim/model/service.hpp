// SPDX-License-Identifier: MIT
// A chat model at /model/v1, as OpenAI-compatible servers have it: it plays a script, improvises, or answers at once with
// the same two rounds, for benchmarks. It is as strict as the real API about what it is sent. Loop thread only.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/model/render.hpp"
#include "tests/sim/model/script.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace reel_sim::model
{

enum class behaviour : std::uint8_t
{
    improvise, ///< makes sense of a few questions, by the tools that are offered
    refuse,    ///< what no script expects is status 500
    instant,   ///< a call, then a text, without looking at anything
};

struct settings
{
    std::string key; ///< the API key that is accepted; "" accepts all
    std::string name = "reel-sim";
    behaviour otherwise = behaviour::improvise; ///< when no exchange of the script fits
    std::chrono::milliseconds after{0};         ///< before what is not scripted begins
    std::chrono::milliseconds every{0};         ///< between its pieces
    spoken_call call{"", "", "{}"};             ///< of `instant`; no name: the first tool that is offered
};

class service
{
public:
    explicit service(model::settings s) : settings_{std::move(s)} {}

    static bool owns(std::string_view path) noexcept { return path == "/model" || path.starts_with("/model/"); }
    reply handle(const request& req);

    model::settings& settings() noexcept { return settings_; }
    /// What is not scripted is refused from here on.
    void play(model::script s);
    const model::script& script() const noexcept { return script_; }

    /// Bodies of the latest questions, oldest first, and how many there were; those of `instant` are not kept.
    const std::deque<std::string>& asked() const noexcept { return asked_; }
    std::uint64_t questions() const noexcept { return questions_; }
    void forget();

private:
    reply complete(const request& req);
    reply at_once(const request& req);
    reply list() const;

    model::settings settings_;
    model::script script_;
    std::deque<std::string> asked_;
    std::uint64_t questions_ = 0;
};

} // namespace reel_sim::model
