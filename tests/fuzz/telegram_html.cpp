// SPDX-License-Identifier: MIT
// Whatever a model writes: tags are those that we make, closed in order, and nothing else is one.
#include "plugins/telegram/html.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto html = reel_telegram::to_html({reinterpret_cast<const char*>(data), size});
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;)
    {
        const auto end = html.find('>', at);
        if (end == std::string::npos)
            std::abort();
        const auto name = html.substr(at + 1, end - at - 1);
        if (name == "b" || name == "code" || name == "pre")
            open.push_back(name);
        else if (open.empty() || name != "/" + open.back())
            std::abort();
        else
            open.pop_back();
        at = end;
    }
    if (!open.empty())
        std::abort();
    return 0;
}
