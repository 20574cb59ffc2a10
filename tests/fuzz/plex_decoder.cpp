// SPDX-License-Identifier: MIT
// Listings cut into pieces give what they give whole, whatever they hold. The first byte chooses the length of a piece.
#include "plugins/plex/decoder.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace
{

using namespace reel_plex;

struct outcome
{
    bool readable = false;
    std::uint32_t rows = 0;
    std::string text;
};

outcome decode(std::string_view body, std::size_t step, item_type wanted)
{
    outcome out;
    listing_decoder decoder{wanted, [&](const item& i) {
                                if (i.rating_key.empty() || i.type != wanted)
                                    std::abort();
                                out.text += i.rating_key + '\n' + i.title + '\n' +
                                            std::to_string(i.year + i.resolutions) + std::to_string(i.ids.size()) +
                                            std::to_string(i.genres.size()) + '\n';
                            }};
    for (std::size_t at = 0; at < body.size(); at += step)
        if (!decoder.write(body.substr(at, step)))
            break;
    if (const auto page = decoder.finish())
    {
        out.readable = true;
        out.rows = page->rows;
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const std::size_t step = data[0] % 32 + 1;
    const std::string_view body{reinterpret_cast<const char*>(data) + 1, size - 1};
    for (const auto wanted : {item_type::movie, item_type::season})
    {
        const auto whole = decode(body, body.size(), wanted);
        const auto pieces = decode(body, step, wanted);
        if (whole.readable != pieces.readable ||
            (whole.readable && (whole.rows != pieces.rows || whole.text != pieces.text)))
            std::abort();
    }
    (void)decode_sections(body);
    (void)decode_identity(body);
    (void)decode_seasons(body);
    return 0;
}
