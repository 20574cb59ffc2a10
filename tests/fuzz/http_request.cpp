// SPDX-License-Identifier: MIT
// Requests as a socket brings them. Whatever the pieces, the outcome must be the same.
#include "core/http/parser.hpp"

#include <cstdlib>

using namespace reeld::http;

namespace
{

struct outcome
{
    request req;
    bool done = false;
    int refused = 0;
    std::size_t taken = 0;
};

constexpr std::size_t max_header = 2048;
constexpr std::size_t max_body = 4096;

outcome parse(std::string_view bytes, std::size_t step)
{
    outcome out;
    request_parser parser{out.req, max_header, max_body};
    std::size_t available = 0;
    while (!parser.done() && !parser.refused())
    {
        const auto offered = bytes.substr(out.taken, available - out.taken);
        const auto n = offered.empty() ? 0 : parser.put(offered);
        if (n > offered.size())
            std::abort();
        out.taken += n;
        if (parser.done() || parser.refused() || (n > 0 && out.taken < available))
            continue;
        if (available == bytes.size())
            break;
        available += std::min(step, bytes.size() - available);
    }
    out.done = parser.done();
    if (parser.refused())
        out.refused = parser.refused()->status;
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto whole = parse(bytes, bytes.size());
    const auto split = parse(bytes, 1);
    if (whole.done && !whole.req.path.starts_with('/'))
        std::abort();
    if (whole.req.body.size() > max_body)
        std::abort();
    // What is accepted must not depend on how it arrived, or two readers of one connection could disagree.
    if (whole.done && split.done &&
        (whole.taken != split.taken || whole.req.path != split.req.path || whole.req.body != split.req.body ||
         whole.req.headers != split.req.headers))
        std::abort();
    return 0;
}
