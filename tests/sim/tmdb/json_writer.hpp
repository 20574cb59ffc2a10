// SPDX-License-Identifier: MIT
// Writes one JSON object, member by member, with numbers as TMDB writes them (7.9, 23.834, 0). Members come inside objects,
// elements (the name left out) inside arrays; finish() closes what is open.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reel_sim::tmdb
{

class json_writer
{
public:
    json_writer() { open('{', '}'); }

    void object(std::string_view name = {});
    void array(std::string_view name = {});
    void end();
    std::string finish();

    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    /// 7900 is 7.9, 7000 is 7.0, 0 is 0.
    void thousandths(std::string_view name, std::int64_t value);
    void flag(std::string_view name, bool value);
    void null(std::string_view name);
    /// Null when it is empty.
    void text_or_null(std::string_view name, std::string_view value);

private:
    void open(char begin, char end);
    void begin_value(std::string_view name);
    void quoted(std::string_view text);

    std::string out_;
    std::string closers_;
};

} // namespace reel_sim::tmdb
