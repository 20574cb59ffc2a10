// SPDX-License-Identifier: MIT
#include <reel/inbox.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace reel
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t remembered = 1000;
constexpr std::string_view unfinished = ".tmp";

bool usable(std::string_view id)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= 100 && std::ranges::all_of(id, allowed);
}

} // namespace

result<void> write_file(const fs::path& file, std::string_view content)
{
    auto beside = file;
    beside += unfinished;
    std::error_code failure;
    std::ofstream out{beside, std::ios::binary | std::ios::trunc};
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (out)
        fs::rename(beside, file, failure);
    if (!out || failure)
        return error{errc::internal, "the state directory cannot be written to; is the disk full?"};
    return {};
}

std::string read_file(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

result<bool> inbox::accept(std::string_view id, std::string_view content)
{
    if (!usable(id))
        return error{errc::bad_argument, "this is not an id of a message"};
    if (known_.contains(id))
        return false;
    std::error_code ignored; // what does not exist then cannot be written to
    fs::create_directories(folder_, ignored);
    if (auto written = write_file(folder_ / id, content); !written)
        return written.error();
    waiting_.emplace(id);
    known_.emplace(id);
    return true;
}

void inbox::done(std::string_view id)
{
    const auto found = waiting_.find(id);
    if (found == waiting_.end())
        return;
    std::error_code ignored; // left behind, it is answered again as one delivered twice
    fs::remove(folder_ / *found, ignored);
    done_.push_back(std::move(waiting_.extract(found).value()));
    if (done_.size() > remembered)
    {
        known_.erase(done_.front());
        done_.pop_front();
    }
}

std::vector<inbox::entry> inbox::resume()
{
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code failure;
    for (fs::directory_iterator at{folder_, failure}, end; !failure && at != end; at.increment(failure))
    {
        std::error_code gone;
        if (at->path().extension() == unfinished)
            fs::remove(at->path(), gone);
        else
            files.emplace_back(at->last_write_time(gone), at->path());
    }
    std::ranges::sort(files);
    std::vector<entry> out;
    for (const auto& [written, file] : files)
    {
        auto id = file.filename().string();
        waiting_.insert(id);
        known_.insert(id);
        out.push_back({std::move(id), read_file(file)});
    }
    return out;
}

} // namespace reel
