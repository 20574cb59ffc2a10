// SPDX-License-Identifier: MIT
#include "core/system/install_id.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace reeld::system
{

namespace
{

reel::error failed(const std::string& what, const std::filesystem::path& path, int code = errno)
{
    return {reel::errc::internal,
            "cannot " + what + " " + path.string() + ": " + std::error_code{code, std::system_category()}.message()};
}

std::string make_uuid()
{
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::system_error{errno, std::system_category(), "getrandom"};
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80); // variant of RFC 4122
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out += '-';
        out += "0123456789abcdef"[bytes[i] >> 4];
        out += "0123456789abcdef"[bytes[i] & 0xf];
    }
    return out;
}

bool is_uuid(const std::string& text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (dash ? text[i] != '-' : !hex)
            return false;
    }
    return true;
}

/// Writes a whole new file of mode 0600, flushed to the disk.
reel::result<void> write_new(const std::filesystem::path& path, const std::string& text)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return failed("write", path);
    const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    const int code = errno;
    ::close(fd);
    if (!written)
        return failed("write", path, code);
    return {};
}

} // namespace

reel::result<void> prepare_state_dir(const std::filesystem::path& state_dir)
{
    std::error_code failure;
    if (!std::filesystem::is_directory(state_dir, failure))
    {
        std::filesystem::create_directories(state_dir.parent_path(), failure);
        if (::mkdir(state_dir.c_str(), 0700) != 0 && errno != EEXIST)
            return failed("make the state directory", state_dir);
    }
    if (::access(state_dir.c_str(), R_OK | W_OK | X_OK) != 0)
        return failed("write to the state directory", state_dir);
    return {};
}

reel::result<std::string> install_id(const std::filesystem::path& state_dir)
{
    const auto path = state_dir / "install-id";
    if (std::ifstream file{path}; file)
    {
        std::string id;
        std::getline(file, id);
        if (!is_uuid(id))
            return reel::error{reel::errc::internal,
                               path.string() + " does not hold an install id: remove it to get a new one"};
        return id;
    }
    if (std::error_code failure; std::filesystem::exists(path, failure) || failure)
        return failed("read", path, failure ? failure.value() : EACCES);

    const auto id = make_uuid();
    const auto fresh = state_dir / ("install-id.new." + std::to_string(::getpid()));
    if (auto written = write_new(fresh, id + "\n"); !written)
        return written.error();
    const bool first = ::link(fresh.c_str(), path.c_str()) == 0; // fails when another process was faster
    const int code = errno;
    ::unlink(fresh.c_str());
    if (first)
        return id;
    return code == EEXIST ? install_id(state_dir) : failed("make", path, code);
}

} // namespace reeld::system
