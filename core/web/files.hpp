// SPDX-License-Identifier: MIT
// The files of the web page, which the program carries in itself. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace reeld::web
{

struct file
{
    std::string_view path; ///< by which it is asked for
    std::string_view type;
    std::string_view content;
};

std::span<const file> files();

} // namespace reeld::web
