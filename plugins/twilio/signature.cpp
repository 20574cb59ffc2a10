// SPDX-License-Identifier: MIT
#include "plugins/twilio/signature.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

namespace reel_twilio
{

namespace
{

/// With the port that its scheme stands for when it has none, without it when it has just that.
std::string other_spelling(std::string_view text)
{
    const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed)
        return std::string{text};
    boost::urls::url url{*parsed};
    const auto* const standard = url.scheme_id() == boost::urls::scheme::https ? "443" : "80";
    if (!url.has_port())
        url.set_port(standard);
    else if (url.port() == standard)
        url.remove_port();
    return {url.buffer().data(), url.buffer().size()};
}

} // namespace

std::string base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const auto written =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(written));
    return out;
}

std::string signature_of(const reel::secret& auth_token, std::string_view url, const form& fields)
{
    auto sorted = fields;
    std::ranges::sort(sorted);
    const auto repeated = std::ranges::unique(sorted); // a value that is sent twice is signed once
    sorted.erase(repeated.begin(), repeated.end());
    std::string text{url};
    for (const auto& [name, value] : sorted)
        text.append(name).append(value);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const auto& key = auth_token.reveal();
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), digest, &length);
    return base64({reinterpret_cast<const char*>(digest), length});
}

bool is_signed(const reel::secret& auth_token, std::string_view url, const form& fields, std::string_view signature)
{
    const bool as_written = reel::secret{signature_of(auth_token, url, fields)}.matches(signature);
    const bool otherwise = reel::secret{signature_of(auth_token, other_spelling(url), fields)}.matches(signature);
    return as_written || otherwise;
}

} // namespace reel_twilio
