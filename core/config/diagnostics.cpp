// SPDX-License-Identifier: MIT
#include "core/config/diagnostics.hpp"

#include "core/config/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

namespace reeld::config
{

namespace
{

constexpr auto nowhere = std::string_view::npos;

/// Where a word begins that secrets are called by.
std::size_t find_secret_word(std::string_view text, std::size_t from = 0)
{
    static constexpr std::array<std::string_view, 5> words{"token", "secret", "passw", "key", "credential"};
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    auto first = nowhere;
    for (const auto word : words)
        first = std::min(first, lower.find(word, from));
    return first;
}

/// The colon behind which a secret may stand, in a line that may hold several keys: "- {name: tv, token: …".
std::size_t find_secret(std::string_view line, const std::string& hint)
{
    const auto value_after = [&](std::size_t colon) {
        const auto value = line.find_first_not_of(' ', colon == nowhere ? colon : colon + 1);
        const bool gives_away = value != nowhere && !line.substr(value).starts_with("${"); // a reference does not
        return gives_away ? value : nowhere;
    };
    const auto first = line.find(':');
    const auto address = line.find("://", first);
    const bool holds_password = address != nowhere && line.find('@', address) != nowhere;
    if ((holds_password || find_secret_word(hint) != nowhere) && value_after(first) != nowhere)
        return first;
    for (auto word = find_secret_word(line); word != nowhere;)
    {
        const auto colon = line.find(':', word);
        if (value_after(colon) != nowhere)
            return colon;
        const auto reference_ends = line.find('}', colon == nowhere ? colon : colon + 1);
        word = reference_ends == nowhere ? nowhere : find_secret_word(line, reference_ends);
    }
    return nowhere;
}

/// The line as it may be shown: an excerpt ends up in journals, so what may be a secret stays out of it.
std::string shown(std::string_view line, const std::string& hint)
{
    const auto colon = find_secret(line, hint);
    return colon == nowhere ? std::string{line} : std::string{line.substr(0, colon)} + ": ***";
}

/// `text` with one column for every column it takes on a terminal, and where in it the carets belong.
struct excerpt
{
    std::string text;
    std::size_t before = 0; ///< columns in front of the first caret
    std::size_t carets = 0;
};

excerpt measure(std::string_view line, int column, int length)
{
    excerpt out;
    for (int character = 1; !line.empty(); ++character)
    {
        utf8proc_int32_t c = 0;
        const auto size =
            std::max<utf8proc_ssize_t>(1, utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(line.data()),
                                                           static_cast<utf8proc_ssize_t>(line.size()), &c));
        const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        out.text += control ? std::string_view{" "} : line.substr(0, static_cast<std::size_t>(size));
        const auto width = control ? 1U : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(c)));
        (character < column ? out.before : out.carets) += character < column + length ? width : 0;
        line.remove_prefix(static_cast<std::size_t>(size));
    }
    out.carets = std::max<std::size_t>(out.carets, 1);
    return out;
}

std::string describe(const reel::config_problem& problem)
{
    const auto& [where, message, hint] = problem;
    std::string out;
    if (where.file)
        out += where.file->path + ":";
    if (where.line > 0)
        out += std::to_string(where.line) + ":" + std::to_string(where.column) + ":";
    out += (out.empty() ? "" : " ") + message + (hint.empty() ? "" : " (" + hint + ")") + "\n";

    if (!where.file || where.line == 0)
        return out;
    const auto [text, before, carets] =
        measure(shown(line_of(where.file->text, where.line), hint), where.column, where.length);
    const auto number = std::to_string(where.line);
    out += std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number + " | " + text + "\n";
    out += std::string(std::max<std::size_t>(number.size(), 4) + 3 + before, ' ') + std::string(carets, '^') + "\n";
    return out;
}

} // namespace

std::string render(const reel::config_problems& problems, std::string_view consequence)
{
    std::vector<const reel::config_problem*> list;
    for (const auto& problem : problems.list())
        list.push_back(&problem);
    const auto order = [](const reel::config_problem* p) {
        const auto& where = p->where;
        return std::tuple{!where.file, where.file ? std::string_view{where.file->path} : std::string_view{}, where.line,
                          where.column, p}; // p: as they were found
    };
    std::sort(list.begin(), list.end(), [&](const auto* a, const auto* b) { return order(a) < order(b); });

    std::string out = "reeld: " + std::to_string(list.size()) + (list.size() == 1 ? " mistake" : " mistakes") +
                      " in the configuration, " + std::string{consequence} + "\n\n";
    for (const auto* problem : list)
        out += describe(*problem);
    return out;
}

} // namespace reeld::config
