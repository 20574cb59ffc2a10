// SPDX-License-Identifier: MIT
#include "core/log/sink.hpp"

#include "core/log/record.hpp"
#include "core/log/repeat_filter.hpp"

#include <fmt/format.h>
#include <spdlog/details/log_msg.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include <sys/stat.h>

#include <atomic>
#include <cstdlib>
#include <mutex>

namespace reeld::log
{

namespace
{

using output = spdlog::sinks::ansicolor_sink<spdlog::details::console_nullmutex>; // sink::impl locks

/// sd_journal_stream_fd(3): $JOURNAL_STREAM is the device and inode of the journal's socket, if that is what `out` is.
bool leads_to_journal(std::FILE* out)
{
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat file{};
    return stream && ::fstat(::fileno(out), &file) == 0 && fmt::format("{}:{}", file.st_dev, file.st_ino) == stream;
}

format detected(format wanted, std::FILE* out)
{
    if (wanted != format::detect)
        return wanted;
    return leads_to_journal(out) ? format::journal : format::plain;
}

std::unique_ptr<spdlog::pattern_formatter> formatter(format as)
{
    using spdlog::pattern_time_type;
    switch (as)
    {
    case format::json:
        return std::make_unique<spdlog::pattern_formatter>(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                                                           pattern_time_type::utc);
    case format::journal:
        return std::make_unique<spdlog::pattern_formatter>("%v");
    default:
        return std::make_unique<spdlog::pattern_formatter>("%Y-%m-%d %H:%M:%S.%e %^%-7l%$ %v");
    }
}

spdlog::level::level_enum spdlog_level(reel::log_level level)
{
    switch (level)
    {
    case reel::log_level::debug:
        return spdlog::level::debug;
    case reel::log_level::info:
        return spdlog::level::info;
    case reel::log_level::warn:
        return spdlog::level::warn;
    default:
        return spdlog::level::err;
    }
}

/// As sd-daemon(3) and syslog count it.
int priority(reel::log_level level)
{
    switch (level)
    {
    case reel::log_level::debug:
        return 7;
    case reel::log_level::info:
        return 6;
    case reel::log_level::warn:
        return 4;
    default:
        return 3;
    }
}

} // namespace

struct sink::impl
{
    impl(sink_settings settings, std::FILE* file)
        : level{settings.level}, as{detected(settings.as, file)}, out{file, spdlog::color_mode::automatic}
    {
        out.set_formatter(formatter(as));
        if (const char* plain = std::getenv("NO_COLOR"); plain && *plain)
            out.set_color_mode(spdlog::color_mode::never);
    }

    void put(reel::log_level at, const std::string& body)
    {
        const auto text = as == format::journal ? fmt::format("<{}>{}", priority(at), body) : body;
        out.log(spdlog::details::log_msg{spdlog::string_view_t{}, spdlog_level(at), text});
    }

    void tell_repeated(repeat_filter::time now)
    {
        for (const auto& record : repeats.due(now))
            put(record.level, as == format::json ? fmt::format("{},\"repeated\":{}", record.body, record.times)
                                                 : fmt::format("{} (repeated {} times)", record.body, record.times));
    }

    std::atomic<reel::log_level> level;
    const format as;
    std::mutex mutex; ///< guards what follows
    output out;
    repeat_filter repeats;
};

sink::sink(sink_settings settings, std::FILE* out) : impl_{std::make_unique<impl>(settings, out)} {}

sink::~sink()
{
    impl_->tell_repeated(repeat_filter::time::max());
    impl_->out.flush();
}

void sink::set_level(reel::log_level level) noexcept
{
    impl_->level = level;
}

bool sink::enabled(reel::log_level level) const noexcept
{
    return level >= impl_->level.load(std::memory_order_relaxed);
}

void sink::write(reel::log_level level, std::string_view scope, std::string_view message,
                 std::span<const reel::log_field> fields)
{
    if (!enabled(level))
        return;
    const auto body =
        impl_->as == format::json ? json_body(scope, message, fields) : plain_body(scope, message, fields);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock{impl_->mutex};
    impl_->tell_repeated(now);
    if (impl_->repeats.admit(level, body, now))
        impl_->put(level, body);
    impl_->out.flush();
}

} // namespace reeld::log
