// SPDX-License-Identifier: MIT
// application/x-www-form-urlencoded, both ways (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_twilio
{

using form = std::vector<std::pair<std::string, std::string>>;

/// What is not well encoded is taken as it is written.
form parse_form(std::string_view body);
std::string to_body(const form& fields);
/// The first of that name, "" when there is none.
std::string_view field(const form& fields, std::string_view name);

} // namespace reel_twilio
