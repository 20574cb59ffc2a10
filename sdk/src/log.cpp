// SPDX-License-Identifier: MIT
#include <reel/log.hpp>

#include <utility>

namespace reel
{

logger::logger(log_sink& sink, std::string scope) : sink_{&sink}, scope_{std::move(scope)} {}

void logger::write(log_level level, std::string_view message, fields f) const
{
    if (sink_->enabled(level))
        sink_->write(level, scope_, message, {f.begin(), f.size()});
}

} // namespace reel
