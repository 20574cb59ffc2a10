// SPDX-License-Identifier: MIT
// What rows are made of: the writer that remembers where each member ends, and the pieces that several kinds of row share.
#pragma once

#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/plex/row.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace reel_sim::plex
{

void append_number(std::string& out, std::int64_t value);
void append_padded(std::string& out, std::int64_t value, std::size_t width);
void append_hex(std::string& out, std::uint64_t value, int digits);

/// Joins texts and numbers.
template <class... Parts>
void put(std::string& out, const Parts&... parts)
{
    auto one = [&](const auto& part) {
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(part)>>)
            append_number(out, part);
        else
            out += part;
    };
    (one(parts), ...);
}

/// Writes members in the order of `field`, and remembers their ends.
class row_writer
{
public:
    explicit row_writer(std::string& out) : out_{out}, begin_{out.size()} { out_ += '{'; }

    void text(field f, std::string_view value)
    {
        name(f);
        out_ += '"';
        append_escaped(out_, value);
        out_ += '"';
    }
    void number(field f, std::int64_t value)
    {
        name(f);
        append_number(out_, value);
    }
    /// One decimal, as ratings have.
    void tenths(field f, int value)
    {
        name(f);
        put(out_, value / 10, ".", value % 10);
    }
    void yes(field f) { name(f), out_ += "true"; }
    /// A string made of plain parts.
    template <class... Parts>
    void path(field f, const Parts&... parts)
    {
        name(f);
        out_ += '"';
        put(out_, parts...);
        out_ += '"';
    }
    /// The caller writes the value.
    std::string& raw(field f)
    {
        name(f);
        return out_;
    }
    row_ends finish()
    {
        settle(field::end);
        out_ += "},";
        ends_[field_count - 1] = static_cast<std::uint16_t>(out_.size() - begin_);
        return ends_;
    }

private:
    void settle(field f)
    {
        for (; next_ < static_cast<std::size_t>(f); ++next_)
            ends_[next_] = static_cast<std::uint16_t>(out_.size() - begin_);
    }
    void name(field f)
    {
        settle(f);
        if (f != field::rating_key)
            out_ += ',';
        put(out_, "\"", field_names[static_cast<std::size_t>(f)], "\":");
    }

    std::string& out_;
    std::size_t begin_;
    std::size_t next_ = 0;
    row_ends ends_{};
};

void append_plex_guid(std::string& out, std::string_view type, std::uint64_t seed);
void append_imdb(std::string& out, std::uint32_t imdb);
void append_guid(std::string& out, const catalogue& c, const item& i);
void append_media(std::string& out, std::int64_t id, resolution quality, std::int64_t added_at, std::int64_t duration,
                  std::string_view file, bool split);
/// Nothing when there is no date.
void write_date(row_writer& w, const std::optional<date>& d);
void write_stamps(row_writer& w, const item& i);

struct picture
{
    int width, height;
    std::string_view name;
};

picture picture_of(resolution r) noexcept;

} // namespace reel_sim::plex
