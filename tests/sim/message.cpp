// SPDX-License-Identifier: MIT
#include "tests/sim/message.hpp"

#include <algorithm>
#include <iterator>

namespace reel_sim
{
namespace
{

const std::string* find(const parameters& list, std::string_view name) noexcept
{
    auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.first == name; });
    return found == list.end() ? nullptr : &found->second;
}

int hex(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

std::string_view request::header(std::string_view name) const noexcept
{
    const auto* value = find(headers, name);
    return value ? std::string_view{*value} : std::string_view{};
}

std::optional<std::string_view> request::argument(std::string_view name) const noexcept
{
    const auto* value = find(query, name);
    return value ? std::optional<std::string_view>{*value} : std::nullopt;
}

std::optional<std::string_view> request::either(std::string_view query_name,
                                                std::string_view header_name) const noexcept
{
    if (auto value = argument(query_name))
        return value;
    const auto* value = find(headers, header_name);
    return value ? std::optional<std::string_view>{*value} : std::nullopt;
}

void body::append(std::string text)
{
    if (text.empty())
        return;
    size_ += text.size();
    pieces_.push_back(*owned_.emplace_back(std::make_unique<const std::string>(std::move(text))));
}

void body::append(body other)
{
    std::move(other.owned_.begin(), other.owned_.end(), std::back_inserter(owned_));
    pieces_.insert(pieces_.end(), other.pieces_.begin(), other.pieces_.end());
    size_ += other.size_;
}

void body::append_view(std::string_view text)
{
    if (text.empty())
        return;
    size_ += text.size();
    if (!pieces_.empty() && pieces_.back().data() + pieces_.back().size() == text.data())
        pieces_.back() = {pieces_.back().data(), pieces_.back().size() + text.size()};
    else
        pieces_.push_back(text);
}

void body::drop_back(std::size_t n)
{
    size_ -= n;
    pieces_.back().remove_suffix(n);
}

std::string body::text() const
{
    std::string out;
    out.reserve(size_);
    for (auto piece : pieces_)
        out += piece;
    return out;
}

reply reply::json(std::string text, int status)
{
    reply r;
    r.status = status;
    r.content_type = "application/json";
    r.body = std::move(text);
    return r;
}

reply reply::html(std::string text, int status)
{
    reply r;
    r.status = status;
    r.content_type = "text/html";
    r.body = std::move(text);
    return r;
}

std::string_view reason(int status) noexcept
{
    switch (status)
    {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Error";
    }
}

std::string percent_decode(std::string_view text, bool plus_is_space)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0)
        {
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        }
        else
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

/// "addedAt>>=5" is the argument "addedAt>>" with the value "5", as in the real thing.
parameters parse_query(std::string_view text)
{
    parameters out;
    while (!text.empty())
    {
        const auto part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const auto equals = part.find('=');
        if (!part.empty())
            out.emplace_back(percent_decode(part.substr(0, equals), true),
                             equals == part.npos ? "" : percent_decode(part.substr(equals + 1), true));
    }
    return out;
}

std::optional<request> parse_request(std::string_view head)
{
    request r;
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto second = line.find(' ', first == line.npos ? first : first + 1);
    if (second == line.npos || line.substr(second + 1, 7) != "HTTP/1.")
        return std::nullopt;
    r.method = line.substr(0, first);
    const auto target = line.substr(first + 1, second - first - 1);
    const auto mark = target.find('?');
    r.path = percent_decode(target.substr(0, mark), false);
    if (mark != target.npos)
        r.query = parse_query(target.substr(mark + 1));
    for (auto rest = head.substr(std::min(head.size(), line.size() + 2)); !rest.empty();)
    {
        const auto field = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(std::min(rest.size(), field.size() + 2));
        const auto colon = field.find(':');
        if (colon == field.npos)
            return std::nullopt;
        std::string name{field.substr(0, colon)};
        for (char& c : name)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        auto value = field.substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        value.remove_suffix(value.size() - (value.find_last_not_of(" \t") + 1));
        r.headers.emplace_back(std::move(name), std::string{value});
    }
    return r;
}

} // namespace reel_sim
