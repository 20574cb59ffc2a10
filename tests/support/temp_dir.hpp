// SPDX-License-Identifier: MIT
// A directory of the test's own, gone when the test ends.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reel_test
{

class temp_dir
{
public:
    temp_dir()
    {
        std::string name = (std::filesystem::temp_directory_path() / "reel-test-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error{"cannot make a temporary directory"};
        path_ = name;
    }
    temp_dir(const temp_dir&) = delete;
    temp_dir& operator=(const temp_dir&) = delete;
    ~temp_dir()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const noexcept { return path_; }

    /// Writes a file (folders above it are made) and returns where it is.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const
    {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << text;
        return file;
    }

private:
    std::filesystem::path path_;
};

} // namespace reel_test
