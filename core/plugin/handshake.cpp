// SPDX-License-Identifier: MIT
#include "core/plugin/handshake.hpp"

#include <cstdio>

namespace reeld::plugin
{

namespace
{

std::string differs(std::string_view what, std::string_view wanted, std::string_view found)
{
    std::string text{what};
    return text.append(": wanted ").append(wanted).append(", found ").append(found);
}

std::string hex(std::uint64_t value)
{
    char text[24];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
    return text;
}

std::string quoted(const char* text)
{
    return text ? "'" + std::string{text} + "'" : std::string{"none"};
}

} // namespace

std::string refuse(const reel_plugin_descriptor& d, std::string_view stem, const taken_names& taken)
{
    constexpr auto size = sizeof(reel_plugin_descriptor);
    if (d.magic != reel::abi_magic)
        return differs("magic number", hex(reel::abi_magic), hex(d.magic));
    if (d.size < size)
        return differs("size of the descriptor", "at least " + std::to_string(size), std::to_string(d.size));
    if (d.abi_major != reel::abi_major)
        return differs("major ABI version", std::to_string(reel::abi_major), std::to_string(d.abi_major));
    if (d.abi_minor > reel::abi_minor)
        return differs("minor ABI version", "at most " + std::to_string(reel::abi_minor), std::to_string(d.abi_minor));
    if (!d.fingerprint || std::string_view{d.fingerprint} != REEL_FINGERPRINT)
        return differs("build fingerprint", quoted(REEL_FINGERPRINT), quoted(d.fingerprint));
    if (!d.identity || d.identity() != &asio::error::get_misc_category())
        return differs("Asio", "the copy in libreel-sdk.so",
                       "one of its own (link reel::sdk, and define nothing of Asio's)");
    if (!d.title || !d.version || !d.without || !d.options || !d.create || !d.destroy)
        return differs("descriptor", "every field set", "an empty one (use REEL_PLUGIN)");
    if (!d.name || d.name != stem)
        return differs("name", "'" + std::string{stem} + "' (as the file)", quoted(d.name));
    if (const auto other = taken.find(stem); other != taken.end())
        return differs("name", "one that is not taken", quoted(d.name) + " of " + other->second.string());
    return {};
}

} // namespace reeld::plugin
