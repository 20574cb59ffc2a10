// SPDX-License-Identifier: MIT
#include "core/cli/table.hpp"

#include "core/cli/text.hpp"

#include <algorithm>
#include <numeric>

namespace reeld::cli
{

namespace
{

constexpr std::string_view indent = "  ";
constexpr std::string_view gap = "  ";
constexpr std::size_t least_width = 8; // a column of text is never made narrower than this

std::string aligned(const std::string& text, shade s, std::size_t columns, bool right, const look& l)
{
    const std::string space(columns - width(text), ' ');
    const std::string painted = paint(text, s, l);
    return right ? space + painted : painted + space;
}

} // namespace

std::string paint(std::string_view text, shade s, const look& l)
{
    static constexpr std::string_view codes[] = {"", "1", "2", "32", "33", "31"};
    if (!l.colour || s == shade::plain || text.empty())
        return std::string{text};
    std::string out = "\x1b[";
    out += codes[static_cast<std::size_t>(s)];
    out += 'm';
    out += text;
    return out += "\x1b[0m";
}

bool table::numeric(std::size_t column) const
{
    return std::ranges::all_of(rows_,
                               [column](const auto& row) { return row[column].number || row[column].text.empty(); });
}

std::vector<std::size_t> table::widths(const look& l) const
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < headings_.size(); ++i)
    {
        out.push_back(width(headings_[i]));
        for (const auto& row : rows_)
            out[i] = std::max(out[i], width(row[i].text));
    }
    if (l.columns == 0 || out.empty())
        return out;
    auto total = std::accumulate(out.begin(), out.end(), indent.size() + gap.size() * (out.size() - 1));
    for (; total > l.columns; --total)
    {
        auto widest = out.end();
        for (auto w = out.begin(); w != out.end(); ++w)
            if (*w > least_width && !numeric(static_cast<std::size_t>(w - out.begin())) &&
                (widest == out.end() || *w > *widest))
                widest = w;
        if (widest == out.end())
            break;
        --*widest;
    }
    return out;
}

std::string table::draw_row(const row& cells, const std::vector<std::size_t>& widths, const look& l) const
{
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        columns.push_back(wrap(cells[i].text, widths[i]));
        height = std::max(height, columns.back().size());
    }
    std::string out;
    for (std::size_t at = 0; at < height; ++at)
    {
        std::string line{indent};
        for (std::size_t i = 0; i < cells.size(); ++i)
        {
            const auto text = at < columns[i].size() ? cut(columns[i][at], widths[i]) : std::string{};
            (line += i ? gap : "") += aligned(text, cells[i].shade, widths[i], numeric(i), l);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        (out += line) += '\n';
    }
    return out;
}

std::string table::draw(const look& l) const
{
    if (rows_.empty())
        return {};
    const auto columns = widths(l);
    row head;
    for (const auto& heading : headings_)
        head.push_back({heading, shade::bold});
    std::string out = draw_row(head, columns, l);
    for (const auto& cells : rows_)
        out += draw_row(cells, columns, l);
    return out;
}

} // namespace reeld::cli
