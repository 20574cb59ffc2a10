// SPDX-License-Identifier: MIT
// Content-Encoding gzip and deflate, decoded as it streams in, into buffers of the caller's size: a small body that swells
// to gigabytes is noticed by whoever counts. No I/O; any one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace reeld::http
{

class inflater
{
public:
    enum class status : std::uint8_t
    {
        more, ///< needs more input, or more room
        done, ///< a whole stream was decoded
        corrupt
    };

    inflater();
    ~inflater();

    /// Takes from `in` (which is shortened) and fills `out`; returns how many bytes it wrote. Call again while it fills `out`
    /// whole or leaves input.
    std::size_t decode(std::string_view& in, std::span<char> out);
    inflater::status status() const noexcept { return status_; }

private:
    struct stream;
    bool begin(unsigned char first);

    std::unique_ptr<stream> stream_;
    enum status status_ = status::more;
    bool begun_ = false;
};

} // namespace reeld::http
