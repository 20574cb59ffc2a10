// SPDX-License-Identifier: MIT
#include "plugins/plex/snapshot.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace reel_plex
{

namespace
{

constexpr std::int64_t largest_file = std::int64_t{1} << 30;

class file
{
public:
    file(const char* path, int flags) : descriptor_{::open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600)} {}
    ~file()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    file(const file&) = delete;
    file& operator=(const file&) = delete;

    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

reel::error failed_to(std::string_view what, const std::filesystem::path& path)
{
    return {reel::errc::internal,
            "cannot " + std::string{what} + " '" + path.string() + "': " + std::generic_category().message(errno)};
}

bool write_all(int to, std::string_view bytes)
{
    while (!bytes.empty())
    {
        const auto n = ::write(to, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(n < 0 ? 0 : static_cast<std::size_t>(n));
    }
    return true;
}

bool read_all(int from, std::string& to)
{
    std::size_t got = 0;
    while (got < to.size())
    {
        const auto n = ::read(from, to.data() + got, to.size() - got);
        if (n < 0 && errno != EINTR)
            return false;
        if (n == 0)
            break;
        got += n < 0 ? 0 : static_cast<std::size_t>(n);
    }
    to.resize(got);
    return true;
}

} // namespace

reel::result<void> save_snapshot(const std::filesystem::path& path, const library& what)
{
    const auto bytes = encode_snapshot(what);
    auto beside = path;
    beside += ".new";
    ::unlink(beside.c_str());
    {
        file to{beside.c_str(), O_WRONLY | O_CREAT | O_EXCL};
        if (!to)
            return failed_to("create", beside);
        if (!write_all(to.get(), bytes) || ::fsync(to.get()) != 0)
        {
            auto why = failed_to("write", beside);
            ::unlink(beside.c_str());
            return why;
        }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0)
        return failed_to("replace", path);
    if (file folder{path.has_parent_path() ? path.parent_path().c_str() : ".", O_RDONLY | O_DIRECTORY}; folder)
        ::fsync(folder.get());
    return {};
}

reel::result<library> load_snapshot(const std::filesystem::path& path)
{
    std::string bytes;
    {
        file from{path.c_str(), O_RDONLY};
        if (!from && errno == ENOENT)
            return reel::error{reel::errc::unavailable, "there is no library snapshot at '" + path.string() + "'"};
        struct stat about{};
        if (!from || ::fstat(from.get(), &about) != 0)
            return failed_to("read", path);
        if (!S_ISREG(about.st_mode) || about.st_size > largest_file)
            return reel::error{reel::errc::validation,
                               "the library snapshot cannot be used: it is no file of a sensible size"};
        bytes.resize(static_cast<std::size_t>(about.st_size));
        if (!read_all(from.get(), bytes))
            return failed_to("read", path);
    }
    return decode_snapshot(bytes);
}

} // namespace reel_plex
