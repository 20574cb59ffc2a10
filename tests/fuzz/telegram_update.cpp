// SPDX-License-Identifier: MIT
// What is posted to the webhook, or comes from whoever is at Telegram's address: an update, or nothing for us.
#include "plugins/telegram/api.hpp"
#include "plugins/telegram/update.hpp"

#include <boost/json/parse.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    (void)reel_telegram::read_answer(400, text);
    boost::system::error_code malformed;
    const auto value = boost::json::parse({text.data(), text.size()}, malformed);
    if (malformed)
        return 0;
    const auto update = reel_telegram::read_update(value, {99, "ReelBot"});
    if (update && update->id <= 0)
        std::abort();
    if (update && update->press)
        if (const auto choice = reel_telegram::read_choice(update->press->data);
            choice && !reel_telegram::read_choice(reel_telegram::to_data(*choice)))
            std::abort();
    return 0;
}
