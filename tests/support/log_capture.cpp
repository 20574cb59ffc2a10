// SPDX-License-Identifier: MIT
#include "tests/support/log_capture.hpp"

#include <algorithm>
#include <sstream>

namespace reel_test
{

void log_capture::write(reel::log_level level, std::string_view scope, std::string_view message,
                        std::span<const reel::log_field> fields)
{
    std::ostringstream text;
    text << message;
    for (const auto& field : fields)
    {
        text << ' ' << field.key << '=';
        std::visit([&](const auto& value) { text << value; }, field.value);
    }
    const std::lock_guard lock{mutex_};
    records_.push_back({level, std::string{scope}, std::move(text).str()});
}

std::vector<log_capture::record> log_capture::records() const
{
    const std::lock_guard lock{mutex_};
    return records_;
}

std::size_t log_capture::count(reel::log_level level, std::string_view part) const
{
    const std::lock_guard lock{mutex_};
    return static_cast<std::size_t>(std::count_if(records_.begin(), records_.end(), [&](const record& r) {
        return r.level == level && r.text.find(part) != std::string::npos;
    }));
}

bool log_capture::nowhere(std::string_view text) const
{
    const std::lock_guard lock{mutex_};
    return std::none_of(records_.begin(), records_.end(),
                        [&](const record& r) { return r.text.find(text) != std::string::npos; });
}

void log_capture::clear()
{
    const std::lock_guard lock{mutex_};
    records_.clear();
}

} // namespace reel_test
