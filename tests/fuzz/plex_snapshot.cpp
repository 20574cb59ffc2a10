// SPDX-License-Identifier: MIT
// A snapshot that anybody may have written, with a checksum that is right: an error or a library, and a library can be written
// and read again.
#include "plugins/plex/match.hpp"
#include "plugins/plex/snapshot.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

#include <zlib.h>

using namespace reel_plex;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes = encode_snapshot({}).substr(0, 16);
    bytes.append(reinterpret_cast<const char*>(data), size);
    const auto sum = crc32_z(0, data, size);
    for (std::size_t i = 0; i < 4; ++i)
        bytes[12 + i] = static_cast<char>(sum >> (8 * i));

    const auto read = decode_snapshot(bytes);
    if (!read)
        return 0;
    for (const auto& s : read->sections)
        for (std::uint32_t i = 0; i < s->size() && i < 8; ++i)
        {
            const row r = (*s)[i];
            query q;
            q.kind = s->kind();
            q.title = r.title();
            q.tmdb = r.id(id_space::tmdb);
            (void)match(*read, q);
            (void)r.seasons();
        }
    const auto written = encode_snapshot(*read);
    const auto again = decode_snapshot(written);
    if (!again || encode_snapshot(*again) != written)
        std::abort();
    return 0;
}
