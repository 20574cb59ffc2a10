// SPDX-License-Identifier: MIT
// Answers cut into pieces give what they give whole, whatever they hold; calls have names and ids of their own; what was
// passed on is the text, in whole UTF-8 characters. The first byte chooses the length of a piece.
#include "core/model/stream_decoder.hpp"
#include "core/model/utf8.hpp"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

namespace
{

using namespace reeld::model;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool is_utf8(std::string_view text)
{
    std::string mended;
    append_mended(mended, text);
    return mended == text;
}

std::string decode(std::string_view body, std::size_t step)
{
    std::string heard;
    stream_decoder decoder{[&](std::string_view piece) {
        require(!piece.empty() && is_utf8(piece));
        heard += piece;
    }};
    for (std::size_t at = 0; at < body.size(); at += step)
        if (const auto taken = decoder.write(body.substr(at, step)); !taken)
            return "error " + taken.error().describe();
    const auto got = decoder.finish();
    if (!got)
        return "error " + got.error().describe();
    require(got->said.text == heard && is_utf8(got->finish_reason + got->model));
    auto out = heard + '\n' + got->finish_reason + '\n';
    std::set<std::string> ids;
    for (const auto& call : got->said.calls)
    {
        require(!call.name.empty() && !call.id.empty() && ids.insert(call.id).second);
        out += call.name + ' ' + call.arguments + '\n'; // an id may have been made up
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const std::string_view body{reinterpret_cast<const char*>(data) + 1, size - 1};
    require(decode(body, body.size()) == decode(body, data[0] % 32 + 1));
    return 0;
}
