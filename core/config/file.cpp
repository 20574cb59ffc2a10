// SPDX-License-Identifier: MIT
#include "core/config/file.hpp"

#include <reel/error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace reeld::config
{

namespace
{

/// The bytes of a regular file, or a word about why not.
reel::result<std::string> contents(const std::filesystem::path& path)
{
    const auto failed = [](int code) {
        return reel::error{reel::errc::bad_argument,
                           "cannot be read: " + std::error_code{code, std::system_category()}.message()};
    };
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // not to hang on a pipe
    if (fd < 0)
        return failed(errno);
    struct stat st{};
    reel::result<std::string> out{std::string{}};
    if (::fstat(fd, &st) != 0)
        out = failed(errno);
    else if (!S_ISREG(st.st_mode))
        out = reel::error{reel::errc::bad_argument, "is not a file"};
    else
    {
        std::string text(max_file_size + 1, '\0');
        std::size_t size = 0;
        ssize_t got = 0;
        while (size < text.size() && (got = ::read(fd, text.data() + size, text.size() - size)) > 0)
            size += static_cast<std::size_t>(got);
        text.resize(size);
        if (got < 0)
            out = failed(errno);
        else if (size > max_file_size)
            out = reel::error{reel::errc::bad_argument, "is larger than 256 KiB, which a configuration cannot need"};
        else
            out = std::move(text);
    }
    ::close(fd);
    return out;
}

} // namespace

std::shared_ptr<const reel::config_file> read_file(const std::filesystem::path& path, reel::config_problems& problems)
{
    auto text = contents(path);
    if (!text)
    {
        problems.add(whole(path), text.error().message());
        return nullptr;
    }
    if (text->starts_with("\xef\xbb\xbf"))
        text->erase(0, 3);
    return std::make_shared<const reel::config_file>(reel::config_file{path.string(), std::move(*text)});
}

reel::config_location whole(const std::filesystem::path& path)
{
    reel::config_location where;
    where.file = std::make_shared<const reel::config_file>(reel::config_file{path.string(), {}});
    return where;
}

} // namespace reeld::config
