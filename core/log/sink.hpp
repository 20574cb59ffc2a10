// SPDX-License-Identifier: MIT
// Where log records go: lines for people, JSON lines for collectors, or lines for the journal. One record is one line,
// whatever an upstream put into it; the same record over and over is counted instead of written.
// Callable from any thread. Outlives every reel::logger made from it.
#pragma once

#include <reel/log.hpp>

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>

namespace reeld::log
{

enum class format : std::uint8_t
{
    detect,  ///< journal when stderr leads to the journal, else plain
    plain,   ///< "2026-11-22 21:49:07.123 warning [weather] Forecast could not be read place=Oslo"
    json,    ///< {"time":…,"level":"warning","scope":"weather","message":…,"place":"Oslo"}
    journal, ///< plain without time, the priority in front as sd-daemon(3) has it: "<4>[weather] Forecast …"
};
BOOST_DESCRIBE_ENUM(format, detect, plain, json, journal)

struct sink_settings
{
    reel::log_level level = reel::log_level::info;
    format as = format::detect;
};

class sink final : public reel::log_sink
{
public:
    /// Writes to `out`, which outlives it, and flushes after every record. Colours levels when `out` is a terminal.
    explicit sink(sink_settings settings = {}, std::FILE* out = stderr);
    ~sink() override; ///< tells what is still counted

    void set_level(reel::log_level level) noexcept;

    bool enabled(reel::log_level level) const noexcept override;
    void write(reel::log_level level, std::string_view scope, std::string_view message,
               std::span<const reel::log_field> fields) override;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reeld::log
