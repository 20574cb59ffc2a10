// SPDX-License-Identifier: MIT
// Bytes received and not yet parsed, in one piece, because a header must be. A value of whoever reads the connection.
#pragma once

#include <asio/buffer.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace reeld::http
{

class read_buffer
{
public:
    std::string_view bytes() const noexcept { return {data_.get() + begin_, end_ - begin_}; }
    bool empty() const noexcept { return begin_ == end_; }
    void consume(std::size_t n) noexcept { begin_ += n; }

    /// Where the next bytes go. It stays there until make_room(), reserve() or release(): a read may be under way.
    asio::mutable_buffer room() noexcept { return {data_.get() + end_, capacity_ - end_}; }
    void commit(std::size_t n) noexcept { end_ += n; }

    /// Makes room() non-empty, by moving bytes to the front or by growing up to `limit`; false when the buffer is full.
    bool make_room(std::size_t limit)
    {
        if (begin_ == end_)
            begin_ = end_ = 0;
        else if (begin_ > 0 && capacity_ - end_ < capacity_ / 2)
        {
            std::memmove(data_.get(), data_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ == capacity_ && capacity_ < limit)
            grow(std::min(limit, std::max(capacity_ * 2, first_size)));
        return end_ < capacity_;
    }

    /// Makes the whole capacity `size` at least.
    void reserve(std::size_t size)
    {
        if (size > capacity_)
            grow(size);
    }

    /// Gives the memory back, if nothing is in it.
    void release() noexcept
    {
        if (!empty())
            return;
        data_.reset();
        begin_ = end_ = capacity_ = 0;
    }

private:
    static constexpr std::size_t first_size = 4096;

    void grow(std::size_t size)
    {
        auto larger = std::make_unique_for_overwrite<char[]>(size);
        if (!empty())
            std::memcpy(larger.get(), data_.get() + begin_, end_ - begin_);
        data_ = std::move(larger);
        end_ -= begin_;
        begin_ = 0;
        capacity_ = size;
    }

    std::unique_ptr<char[]> data_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t capacity_ = 0;
};

} // namespace reeld::http
