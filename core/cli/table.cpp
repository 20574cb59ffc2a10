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

std::size_t line_of(const std::vector<std::size_t>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), indent.size() + gap.size() * (widths.size() - 1));
}

std::size_t longest_word(std::string_view text)
{
    std::size_t out = 0;
    for (const auto& word : wrap(text, 1))
        out = std::max(out, width(word));
    return out;
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

std::vector<std::size_t> table::widths(const look& l, std::size_t count) const
{
    std::vector<std::size_t> out, least;
    for (std::size_t i = 0; i < count; ++i)
    {
        std::size_t content = 0;
        for (const auto& row : rows_)
            content = std::max(content, width(row[i].text));
        out.push_back(std::max(width(headings_[i]), content));
        least.push_back(numeric(i) ? std::max(content, longest_word(headings_[i])) : least_width);
    }
    if (l.columns == 0 || out.empty())
        return out;
    for (auto total = line_of(out); total > l.columns; --total)
    {
        auto widest = count;
        for (std::size_t i = 0; i < count; ++i)
            if (out[i] > least[i] && (widest == count || out[i] > out[widest]))
                widest = i;
        if (widest == count)
            break;
        --out[widest];
    }
    return out;
}

/// Says which columns there was no room for.
std::string table::draw_rest(std::size_t shown, const look& l) const
{
    std::string names;
    for (auto i = shown; i < headings_.size(); ++i)
        (names += i == shown ? "" : ", ") += headings_[i];
    std::string out;
    for (const auto& line : wrap("No room for: " + names + ". --json shows all.", l.columns - indent.size()))
        ((out += indent) += paint(line, shade::dim, l)) += '\n';
    return out;
}

std::string table::draw_row(const row& cells, const std::vector<std::size_t>& widths, const look& l) const
{
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 1;
    for (std::size_t i = 0; i < widths.size(); ++i)
    {
        columns.push_back(wrap(cells[i].text, widths[i]));
        height = std::max(height, columns.back().size());
    }
    std::string out;
    for (std::size_t at = 0; at < height; ++at)
    {
        std::string line{indent};
        for (std::size_t i = 0; i < widths.size(); ++i)
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
    auto columns = widths(l, headings_.size());
    while (l.columns != 0 && columns.size() > 1 && line_of(columns) > l.columns)
        columns = widths(l, columns.size() - 1);
    row head;
    for (const auto& heading : headings_)
        head.push_back({heading, shade::bold});
    std::string out = draw_row(head, columns, l);
    for (const auto& cells : rows_)
        out += draw_row(cells, columns, l);
    if (columns.size() < headings_.size())
        out += draw_rest(columns.size(), l);
    return out;
}

} // namespace reeld::cli
