// SPDX-License-Identifier: MIT
// Guids, titles and their comparison: two lines of anything.
#include "plugins/plex/edit_distance.hpp"
#include "plugins/plex/guid.hpp"
#include "plugins/plex/json_bytes.hpp"
#include "plugins/plex/likeness.hpp"

#include <reel/text.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace reel_plex;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto cut = text.find('\n');
    const auto one = text.substr(0, cut);
    const auto two = cut == std::string_view::npos ? std::string_view{} : text.substr(cut + 1);

    for (const auto type : {item_type::movie, item_type::show})
        if (const auto id = parse_guid(one, type); id && (id->value == 0 || id->value >> 60 != 0))
            std::abort();
    const auto repaired = repaired_text(one);
    if (repaired_text(repaired) != repaired)
        std::abort();

    const auto a = fold_title(one), b = fold_title(two);
    if (!a.key.empty() && compare(a, a).how != likeness::same)
        std::abort();
    const auto found = compare(a, b);
    if (found.score < 0 || found.score > 1)
        std::abort();
    (void)reel::fold_name(one);
    if (edit_distance(one, two, 3) != edit_distance(two, one, 3))
        std::abort();
    return 0;
}
