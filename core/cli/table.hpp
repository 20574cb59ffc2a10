// SPDX-License-Identifier: MIT
// A table of text for a terminal, and the look it is drawn in. Values; any thread.
#pragma once

#include <reel/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::cli
{

/// How to draw. `columns` 0 is a pipe or a file: nothing is wrapped or cut.
struct look
{
    bool colour = false;
    std::size_t columns = 0;
    reel::time_point now{};
};

enum class shade : std::uint8_t
{
    plain,
    bold,
    dim,
    green,
    yellow,
    red
};

/// `text` in a colour, or as it is when the look has none. `text` must be clean.
std::string paint(std::string_view text, shade s, const look& l);

struct cell
{
    std::string text{}; ///< clean
    cli::shade shade = shade::plain;
    bool number = false;
};

/// Columns are as wide as their widest cell; on a terminal too narrow for that, the widest are wrapped, and the last ones
/// left out and named below when that does not do. A column whose every cell is a number (or empty) is set flush right.
class table
{
public:
    explicit table(std::vector<std::string> headings) : headings_{std::move(headings)} {}

    /// As many cells as there are headings.
    void add(std::vector<cell> row) { rows_.push_back(std::move(row)); }
    bool empty() const noexcept { return rows_.empty(); }

    /// Indented lines, each with its line break; nothing when there are no rows.
    std::string draw(const look& l) const;

private:
    using row = std::vector<cell>;

    std::string draw_row(const row& cells, const std::vector<std::size_t>& widths, const look& l) const;
    bool numeric(std::size_t column) const;
    std::vector<std::size_t> widths(const look& l, std::size_t count) const;
    std::string draw_rest(std::size_t shown, const look& l) const;

    std::vector<std::string> headings_;
    std::vector<row> rows_;
};

} // namespace reeld::cli
