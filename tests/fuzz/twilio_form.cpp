// SPDX-License-Identifier: MIT
// What anybody may post to the webhook, before its signature is known to be wrong; and an answer of any kind as texts.
#include "plugins/twilio/signature.hpp"
#include "plugins/twilio/text_message.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace reel_twilio;
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto fields = parse_form(body);
    if (parse_form(to_body(fields)) != fields && !fields.empty())
        std::abort();
    if (is_signed(reel::secret{"12345"}, "https://reel.example.org/webhook/twilio", fields, body))
        std::abort();
    if (const auto heard = read_message(fields, "+15550000000"); heard && !is_number(heard->from))
        std::abort();
    if (to_texts(body).size() > 6)
        std::abort();
    return 0;
}
