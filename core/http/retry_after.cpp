// SPDX-License-Identifier: MIT
#include "core/http/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace reeld::http
{

std::optional<std::chrono::seconds> retry_after(const reel::http_response& response, reel::time_point now)
{
    using std::chrono::seconds;
    constexpr double longest = 86'400;
    const std::string value{response.header("Retry-After")};
    double number = 0;
    const auto* last = value.data() + value.size();
    if (const auto [end, ec] = std::from_chars(value.data(), last, number); ec == std::errc{} && end == last)
        return number >= 0 && number < longest
                   ? std::optional{std::chrono::ceil<seconds>(std::chrono::duration<double>{number})}
                   : std::nullopt;
    std::tm utc{};
    const char* end = ::strptime(value.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    if (!end || *end != '\0')
        return std::nullopt;
    const reel::time_point when{seconds{::timegm(&utc)}};
    return std::max(seconds{0}, std::chrono::ceil<seconds>(when - now));
}

response with_retry_after(response answer, const reel::error& why)
{
    if (why.retry_after())
        answer.headers.emplace_back("Retry-After", std::to_string(why.retry_after()->count()));
    return answer;
}

} // namespace reeld::http
