// SPDX-License-Identifier: MIT
#include <reel/inbox.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace reel
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t remembered = 1000;
constexpr int most_starts = 5; // that ended in a crash or a defect: it is the cause, perhaps
constexpr std::string_view unfinished = ".tmp";

bool usable(std::string_view id)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= 100 && std::ranges::all_of(id, allowed);
}

/// What stands in `name` behind its last dot, taken off; 0 when there is no number.
int taken_off(std::string& name)
{
    int out = 0;
    if (const auto dot = name.rfind('.'); dot != name.npos)
    {
        std::from_chars(name.data() + dot + 1, name.data() + name.size(), out);
        name.resize(dot);
    }
    return out;
}

/// Opens, lets `work` have the descriptor, closes; whether all went well.
template <class Work>
bool with_descriptor(const fs::path& path, int flags, Work work)
{
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    const bool worked = work(fd);
    return ::close(fd) == 0 && worked;
}

bool write_all(int fd, std::string_view rest)
{
    while (!rest.empty())
    {
        const auto n = ::write(fd, rest.data(), rest.size());
        if (n < 0 && errno != EINTR)
            return false;
        rest.remove_prefix(n < 0 ? 0 : static_cast<std::size_t>(n));
    }
    return true;
}

bool sync(int fd)
{
    return ::fsync(fd) == 0;
}

} // namespace

result<void> write_file(const fs::path& file, std::string_view content)
{
    auto beside = file;
    beside += unfinished;
    std::error_code failure;
    const bool written = with_descriptor(beside, O_WRONLY | O_CREAT | O_TRUNC,
                                         [&](int fd) { return write_all(fd, content) && sync(fd); });
    if (written)
        fs::rename(beside, file, failure);
    if (!written || failure || !with_descriptor(file.parent_path(), O_RDONLY | O_DIRECTORY, sync))
        return error{errc::internal, "the state directory cannot be written to; is the disk full?"};
    return {};
}

std::string read_file(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

fs::path inbox::file(std::string_view id, fate now) const
{
    return folder_ / (std::string{id} + '.' + std::to_string(now.starts) + '.' + std::to_string(now.sent));
}

awaitable<result<bool>> inbox::accept(std::string id, std::string content)
{
    if (!usable(id))
        co_return error{errc::bad_argument, "this is not an id of a message"};
    if (!known_.insert(id).second)
        co_return false;
    struct undo // not kept, or cancelled: then it may come again
    {
        inbox& of;
        const std::string& id;
        bool kept = false;
        ~undo()
        {
            if (!kept)
                of.known_.erase(id);
        }
    } guard{*this, id};
    result<void> written;
    const std::function<void()> write = [&written, &content, to = file(id, {})] {
        std::error_code ignored; // what does not exist then cannot be written to
        fs::create_directories(to.parent_path(), ignored);
        written = write_file(to, content);
    };
    co_await host_.off_loop(write);
    if (!written)
        co_return written.error();
    guard.kept = true;
    waiting_.try_emplace(id);
    co_return true;
}

void inbox::done(std::string_view id)
{
    const auto found = waiting_.find(id);
    if (found == waiting_.end())
        return;
    std::error_code ignored; // left behind, it is answered again as one delivered twice
    fs::remove(file(id, found->second), ignored);
    remember(std::move(waiting_.extract(found).key()));
}

void inbox::leave(std::string_view id, bool cleanly)
{
    const auto found = waiting_.find(id);
    if (found == waiting_.end())
        return;
    std::error_code ignored; // it only counts
    if (cleanly)
        fs::rename(file(id, found->second), file(id, {0, found->second.sent}), ignored);
    remember(std::move(waiting_.extract(found).key()));
}

void inbox::remember(std::string id)
{
    done_.push_back(std::move(id));
    if (done_.size() > remembered)
    {
        known_.erase(done_.front());
        done_.pop_front();
    }
}

std::size_t inbox::sent(std::string_view id) const
{
    const auto found = waiting_.find(id);
    return found == waiting_.end() ? 0 : found->second.sent;
}

void inbox::note_sent(std::string_view id, std::size_t parts)
{
    const auto found = waiting_.find(id);
    if (found == waiting_.end())
        return;
    auto before = std::exchange(found->second, {found->second.starts, parts});
    std::error_code failure;
    fs::rename(file(id, before), file(id, found->second), failure);
    if (failure)
        found->second = before; // after a restart these parts are sent again
}

/// An entry of an earlier run, in a file of ours.
void inbox::restore(const fs::path& found, std::vector<entry>& to)
{
    auto id = found.filename().string();
    fate before;
    before.sent = static_cast<std::size_t>(std::max(0, taken_off(id)));
    before.starts = taken_off(id);
    const fate now{before.starts + 1, before.sent};
    auto content = read_file(found);
    std::error_code failure;
    if (!usable(id) || content.empty() || now.starts > most_starts)
    {
        host_.log().error("A message is given up, as answering it went wrong too often or it cannot be read",
                          {{"message", id}});
        fs::remove(found, failure);
        return;
    }
    fs::rename(found, file(id, now), failure);
    if (failure || !known_.insert(id).second)
        return;
    waiting_.emplace(id, now);
    to.push_back({std::move(id), std::move(content)});
}

std::vector<inbox::entry> inbox::resume()
{
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code failure;
    for (fs::directory_iterator at{folder_, failure}, end; !failure && at != end; at.increment(failure))
    {
        std::error_code gone;
        if (at->path().extension() == unfinished)
            fs::remove(at->path(), gone); // nobody was told that it arrived
        else
            files.emplace_back(at->last_write_time(gone), at->path());
    }
    std::ranges::sort(files);
    std::vector<entry> out;
    for (const auto& [written, path] : files)
        restore(path, out);
    return out;
}

} // namespace reel
