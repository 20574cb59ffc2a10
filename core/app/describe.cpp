// SPDX-License-Identifier: MIT
#include "core/app/describe.hpp"

#include "core/config/settings.hpp"
#include "core/plugin/catalog.hpp"
#include "core/plugin/handshake.hpp"
#include "core/plugin/library.hpp"

namespace reeld::app
{

namespace
{

constexpr std::size_t text_width = 100;

std::string wrapped(std::string_view text, std::string_view indent)
{
    std::string out{indent};
    std::size_t column = indent.size();
    while (!text.empty())
    {
        const auto end = std::min(text.find(' '), text.size());
        if (column > indent.size() && column + 1 + end > text_width)
        {
            out.append("\n").append(indent);
            column = indent.size();
        }
        if (column > indent.size())
        {
            out += ' ';
            ++column;
        }
        out += text.substr(0, end);
        column += end;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + "\n";
}

reel::result<std::string> describe_plugin(const std::filesystem::path& file)
{
    const auto descriptor = plugin::open_library(file);
    if (!descriptor)
        return descriptor.error();
    const auto& d = **descriptor;
    if (auto why = plugin::refuse(d, file.stem().string(), {}); !why.empty())
        return reel::error{reel::errc::internal, std::move(why)};
    reel::option_infos options;
    d.options(options);
    return std::string{d.title} + " (" + file.string() + ", version " + d.version + ")\n\n" + describe_options(options);
}

} // namespace

std::string describe_options(const std::vector<reel::option_info>& options)
{
    std::string out;
    for (const auto& option : options)
    {
        out += option.name + " (" + option.type;
        if (option.needed_to_run)
            out += ", needed to run";
        else if (!option.default_text.empty())
            out += ", default " + option.default_text;
        if (!option.env.empty())
            out += ", or the variable " + option.env;
        out += ")\n" + wrapped(option.help, "    ");
    }
    return out;
}

reel::result<std::string> describe(const std::string& name, const std::vector<std::filesystem::path>& folders)
{
    if (name == "core")
        return "The core (reeld.yaml)\n\n" + describe_options(config::describe_settings());
    const auto found = plugin::find_plugins(folders);
    for (const auto& file : found.files)
        if (file.stem() == name)
        {
            auto text = describe_plugin(file);
            if (!text)
                return reel::error{text.error().kind(), file.string() + ": " + text.error().message()};
            return text;
        }
    for (const auto& refused : found.refused)
        if (std::filesystem::path{refused.file}.stem() == name)
            return reel::error{reel::errc::permission, refused.file + ": " + refused.reason};
    std::string looked;
    for (const auto& folder : folders)
        looked += (looked.empty() ? "" : ", ") + folder.string();
    return reel::error{reel::errc::unavailable, "there is no plugin '" + name + "' in " + looked};
}

} // namespace reeld::app
