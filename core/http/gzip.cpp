// SPDX-License-Identifier: MIT
#include "core/http/gzip.hpp"

#include <zlib.h>

namespace reeld::http
{

struct inflater::stream
{
    ~stream() { inflateEnd(&z); }
    z_stream z{};
};

inflater::inflater() : stream_{std::make_unique<stream>()} {}

inflater::~inflater() = default;

/// "deflate" should be zlib's format, but some servers send the bare one. The first byte tells the three apart.
bool inflater::begin(unsigned char first)
{
    begun_ = true;
    const bool gzip = first == 0x1f;
    const bool zlib = (first & 0x0f) == Z_DEFLATED && first >> 4 <= 7;
    const int window = gzip ? MAX_WBITS + 16 : zlib ? MAX_WBITS : -MAX_WBITS;
    return inflateInit2(&stream_->z, window) == Z_OK;
}

std::size_t inflater::decode(std::string_view& in, std::span<char> out)
{
    auto& z = stream_->z;
    if (in.empty() && !begun_)
        return 0;
    if (!begun_ && !begin(static_cast<unsigned char>(in.front())))
    {
        status_ = status::corrupt;
        return 0;
    }
    if (status_ == status::done && !in.empty()) // gzip files may be joined end to end
        status_ = inflateReset(&z) == Z_OK ? status::more : status::corrupt;
    if (status_ != status::more)
        return 0;
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z.avail_in = static_cast<uInt>(in.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&z, Z_NO_FLUSH);
    in.remove_prefix(in.size() - z.avail_in);
    if (code == Z_STREAM_END)
        status_ = status::done;
    else if (code != Z_OK && code != Z_BUF_ERROR)
        status_ = status::corrupt;
    return out.size() - z.avail_out;
}

} // namespace reeld::http
