// SPDX-License-Identifier: MIT
#include "plugins/tmdb/json.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace reel_tmdb
{

namespace json = boost::json;

reel::result<json::object> object_of(std::string_view body)
{
    json::parse_options options;
    options.allow_invalid_utf8 = true;
    boost::system::error_code ec;
    auto document = json::parse(body, ec, {}, options);
    if (ec)
        return reel::error{reel::errc::validation, "it is not JSON"};
    if (!document.is_object())
        return reel::error{reel::errc::validation, "it is not an object"};
    return std::move(document.get_object());
}

std::string text_of(const json::object& in, std::string_view name, std::size_t limit)
{
    const auto* value = in.if_contains(name);
    if (!value)
        return {};
    if (const auto* s = value->if_string())
    {
        auto out = reel::shown({s->data(), s->size()}, limit);
        return out.find_first_not_of(' ') == std::string::npos ? std::string{} : out;
    }
    if (const auto* i = value->if_int64())
        return std::to_string(*i);
    return {};
}

double decimal_of(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    double out = 0;
    if (!value)
        return 0;
    if (const auto* i = value->if_int64())
        out = static_cast<double>(*i);
    else if (const auto* d = value->if_double())
        out = *d;
    else if (const auto* s = value->if_string())
        std::from_chars(s->data(), s->data() + s->size(), out);
    return std::isfinite(out) ? out : 0;
}

std::int64_t number_of(const json::object& in, std::string_view name)
{
    if (const auto* value = in.if_contains(name))
        if (const auto* i = value->if_int64())
            return *i;
    const double out = decimal_of(in, name);
    return out > -1e15 && out < 1e15 ? static_cast<std::int64_t>(out) : 0;
}

int count_of(const json::object& in, std::string_view name)
{
    return static_cast<int>(std::clamp<std::int64_t>(number_of(in, name), 0, 1'000'000));
}

std::optional<reel::date> date_of(const json::object& in, std::string_view name)
{
    const auto text = text_of(in, name);
    const auto day = reel::parse_date(std::string_view{text}.substr(0, 10));
    return day ? std::optional{*day} : std::nullopt;
}

const json::object* child(const json::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    return found ? found->if_object() : nullptr;
}

} // namespace reel_tmdb
