// SPDX-License-Identifier: MIT
// The owner's files: whatever stands in them, there is a tree whose places lie in the file, or a mistake that says why not,
// and the mistakes can be shown.
#include "core/config/diagnostics.hpp"
#include "core/config/document.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace reeld::config;

namespace
{

void check(const reel::config_node& node, int lines)
{
    if (node.where.line < 0 || node.where.line > lines || node.where.column < 0)
        std::abort();
    for (const auto& item : node.items)
        check(item, lines);
    for (const auto& [key, where, value] : node.entries)
    {
        if (node.find(key) != &value) // keys are unique
            std::abort();
        check(value, lines);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto file = std::make_shared<reel::config_file>();
    file->path = "reeld.yaml";
    file->text.assign(reinterpret_cast<const char*>(data), size);
    const auto lines =
        static_cast<int>(std::ranges::count(file->text, '\n') + std::ranges::count(file->text, '\r')) + 2;

    reel::config_problems problems;
    const auto tree = parse_document(file, problems);
    if (!tree && problems.empty())
        std::abort();
    if (tree)
        check(*tree, lines);
    const auto shown = render(problems);
    for (const auto& problem : problems.list())
        if (shown.find(problem.message) == std::string::npos)
            std::abort();
    return 0;
}
