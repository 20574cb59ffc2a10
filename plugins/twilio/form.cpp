// SPDX-License-Identifier: MIT
#include "plugins/twilio/form.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace reel_twilio
{

namespace
{

int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0)
        {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
        else
            out += text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

} // namespace

form parse_form(std::string_view body)
{
    form out;
    while (!body.empty())
    {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        const auto equals = pair.find('=');
        if (!pair.empty())
            out.emplace_back(decoded(pair.substr(0, equals)),
                             equals == pair.npos ? std::string{} : decoded(pair.substr(equals + 1)));
        body = end == body.npos ? std::string_view{} : body.substr(end + 1);
    }
    return out;
}

std::string to_body(const form& fields)
{
    std::string out;
    for (const auto& [name, value] : fields)
    {
        out += out.empty() ? "" : "&";
        out += boost::urls::encode(name, boost::urls::unreserved_chars);
        out += '=';
        out += boost::urls::encode(value, boost::urls::unreserved_chars);
    }
    return out;
}

std::string_view field(const form& fields, std::string_view name)
{
    for (const auto& [key, value] : fields)
        if (key == name)
            return value;
    return {};
}

} // namespace reel_twilio
