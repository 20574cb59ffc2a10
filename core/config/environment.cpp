// SPDX-License-Identifier: MIT
#include "core/config/environment.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace reeld::config
{

namespace
{

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    return out;
}

bool is_file_name(std::string_view name)
{
    return !name.empty() && name.find('/') == std::string_view::npos && name != "." && name != "..";
}

} // namespace

environment environment::of_process()
{
    environment out;
    out.variable = [](std::string_view name) -> std::optional<std::string> {
        if (const char* value = std::getenv(std::string{name}.c_str()))
            return value;
        return {};
    };
    out.credentials = out.variable("CREDENTIALS_DIRECTORY").value_or("");
    return out;
}

std::optional<std::string> environment::credential(std::string_view name) const
{
    if (credentials.empty() || !is_file_name(name))
        return {};
    std::ifstream file{credentials / name, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    if (text.empty())
        return {};
    return text;
}

reel::config_environment environment::lookup() const
{
    return [self = *this](std::string_view name) -> std::optional<std::string> {
        if (self.variable)
            if (auto value = self.variable(name); value && !value->empty())
                return value;
        if (auto value = self.credential(lower(name)))
            return value;
        return self.credential(name);
    };
}

} // namespace reeld::config
