// SPDX-License-Identifier: MIT
// How Twilio signs what it sends (https://www.twilio.com/docs/usage/security#validating-requests). Pure.
#pragma once

#include "plugins/twilio/form.hpp"

#include <reel/secret.hpp>

#include <string>
#include <string_view>

namespace reel_twilio
{

/// What X-Twilio-Signature must say of a form that was posted to `url`.
std::string signature_of(const reel::secret& auth_token, std::string_view url, const form& fields);

/// Whether it says so, compared in constant time. Twilio may have signed the address with its standard port or without
/// (https://github.com/twilio/twilio-python/blob/main/twilio/request_validator.py): either will do.
bool is_signed(const reel::secret& auth_token, std::string_view url, const form& fields, std::string_view signature);

std::string base64(std::string_view bytes);

} // namespace reel_twilio
