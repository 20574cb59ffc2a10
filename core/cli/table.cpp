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
constexpr std::size_t least_width = 8; // a column of text is never cut below this

void trim_right(std::string& line)
{
    line.erase(line.find_last_not_of(' ') + 1);
}

std::string aligned(const cell& c, std::size_t columns, bool right, const look& l)
{
    const std::string text = cut(c.text, columns);
    const std::string space(columns - width(text), ' ');
    const std::string painted = paint(text, c.shade, l);
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

std::string table::draw(const look& l) const
{
    if (rows_.empty())
        return {};
    const auto columns = widths(l);
    const auto line = [&](const auto& cell_at) {
        std::string text{indent};
        for (std::size_t i = 0; i < columns.size(); ++i)
            (text += i ? gap : "") += aligned(cell_at(i), columns[i], numeric(i), l);
        trim_right(text);
        return text += '\n';
    };
    std::string out = line([this](std::size_t i) { return cell{headings_[i], shade::bold}; });
    for (const auto& row : rows_)
        out += line([&row](std::size_t i) { return row[i]; });
    return out;
}

} // namespace reeld::cli
