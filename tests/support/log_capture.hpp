// SPDX-License-Identifier: MIT
// Keeps log records for a test to look at.
#pragma once

#include <reel/log.hpp>

#include <mutex>
#include <string>
#include <vector>

namespace reel_test
{

class log_capture final : public reel::log_sink
{
public:
    struct record
    {
        reel::log_level level;
        std::string scope;
        std::string text; ///< message and fields: "Library loaded items=3"
    };

    bool enabled(reel::log_level) const noexcept override { return true; }
    void write(reel::log_level level, std::string_view scope, std::string_view message,
               std::span<const reel::log_field> fields) override;

    std::vector<record> records() const;
    /// How many records of that level hold `part`.
    std::size_t count(reel::log_level level, std::string_view part) const;
    bool has(reel::log_level level, std::string_view part) const { return count(level, part) != 0; }
    /// True when `text` is in no record, of any level: for secrets.
    bool nowhere(std::string_view text) const;
    void clear();

private:
    mutable std::mutex mutex_;
    std::vector<record> records_;
};

} // namespace reel_test
