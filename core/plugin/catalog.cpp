// SPDX-License-Identifier: MIT
#include "core/plugin/catalog.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace reeld::plugin
{

namespace
{

namespace fs = std::filesystem;

std::string octal(mode_t mode)
{
    char text[8];
    std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(mode & 07777));
    return text;
}

std::string why_no_folder(const fs::path& folder)
{
    struct stat s{};
    if (::stat(folder.c_str(), &s) != 0)
        return std::strerror(errno);
    return S_ISDIR(s.st_mode) ? "" : "not a folder";
}

/// Why what is at `path` cannot be trusted; empty when it can.
std::string distrust(const fs::path& path, std::string_view kind)
{
    struct stat s{};
    if (::stat(path.c_str(), &s) != 0)
        return std::strerror(errno);
    const std::string subject{kind};
    if (s.st_uid != 0 && s.st_uid != ::geteuid())
        return "owner of the " + subject + ": wanted root or uid " + std::to_string(::geteuid()) + ", found uid " +
               std::to_string(s.st_uid);
    if (s.st_mode & (S_IWGRP | S_IWOTH))
        return "mode of the " + subject + ": wanted one that only its owner may write to, found " + octal(s.st_mode);
    return {};
}

std::string distrust_file(const fs::path& file)
{
    std::error_code code;
    const auto real = fs::canonical(file, code);
    if (code)
        return code.message();
    if (!fs::is_regular_file(real, code))
        return "kind of file: wanted a regular file, found something else";
    if (auto why = distrust(real, "file"); !why.empty())
        return why;
    return fs::is_symlink(file, code) ? distrust(real.parent_path(), "folder it leads to") : std::string{};
}

} // namespace

catalog find_plugins(const std::vector<fs::path>& folders)
{
    catalog out;
    for (const auto& folder : folders)
    {
        auto why = why_no_folder(folder);
        if (why.empty())
            why = distrust(folder, "folder");
        std::error_code code;
        std::vector<fs::path> here;
        if (why.empty())
            for (fs::directory_iterator entry{folder, code}, end; !code && entry != end; entry.increment(code))
                if (entry->path().extension() == ".so")
                    here.push_back(entry->path());
        if (code)
            why = code.message();
        if (!why.empty())
        {
            out.refused.push_back({folder.string(), why});
            continue;
        }
        std::sort(here.begin(), here.end());
        for (auto& file : here)
            if (auto reason = distrust_file(file); reason.empty())
                out.files.push_back(std::move(file));
            else
                out.refused.push_back({file.string(), std::move(reason)});
    }
    return out;
}

} // namespace reeld::plugin
