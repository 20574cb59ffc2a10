// SPDX-License-Identifier: MIT
// Responses of an upstream, and the compressed bodies in them.
#include "core/http/gzip.hpp"
#include "core/http/parser.hpp"

#include <array>
#include <cstdlib>

using namespace reeld::http;

namespace
{

std::string parse(std::string_view bytes, std::size_t step, bool& good)
{
    response_parser parser{2048, false};
    std::string body;
    std::size_t taken = 0, available = 0;
    while (!parser.done() && parser.failed().empty())
    {
        const auto offered = bytes.substr(taken, available - taken);
        const auto n = offered.empty() ? 0 : parser.put(offered);
        taken += n;
        body += parser.piece();
        if (parser.done() || !parser.failed().empty() || (n > 0 && taken < available))
            continue;
        if (available == bytes.size())
        {
            if (parser.started())
                parser.put_eof();
            break;
        }
        available += std::min(step, bytes.size() - available);
    }
    good = parser.done() && parser.failed().empty();
    return body;
}

void inflate(std::string_view bytes)
{
    inflater decoder;
    std::array<char, 4096> room;
    std::size_t total = 0;
    for (std::size_t n = room.size(); (!bytes.empty() || n == room.size()) && total < (1u << 20); total += n)
    {
        n = decoder.decode(bytes, room);
        if (n > room.size())
            std::abort();
        if (decoder.status() == inflater::status::corrupt)
            return;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    bool whole_good = false, split_good = false;
    const auto whole = parse(bytes, bytes.size(), whole_good);
    const auto split = parse(bytes, 1, split_good);
    if (whole_good && split_good && whole != split)
        std::abort();
    inflate(bytes);
    inflate(whole);
    return 0;
}
