// SPDX-License-Identifier: MIT
#include "plugins/tmdb/config.hpp"

#include <algorithm>

namespace reel_tmdb
{

namespace
{

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/// "en", "en-US"
bool is_language(const std::string& text)
{
    return (text.size() == 2 || (text.size() == 5 && text[2] == '-' && is_upper(text[3]) && is_upper(text[4]))) &&
           is_lower(text[0]) && is_lower(text[1]);
}

} // namespace

reel::options<config> options()
{
    return reel::options<config>()
        .add("access_token", &config::access_token,
             "TMDB's API Read Access Token, or an API key (32 digits); both are on the account's API page.")
        .env("TMDB_ACCESS_TOKEN")
        .needed_to_run()
        .add("url", &config::url, "Address of the API, with its path: for a mirror.")
        .check([](const boost::urls::url& u) { return !u.has_userinfo(); }, "must not hold a user name or password")
        .add("language", &config::language, "Language of titles and overviews, as TMDB writes it: en-US, de-DE.")
        .check(is_language, "must be a language such as en or en-US")
        .add("region", &config::region, "Country whose streaming services and certificates are meant, as two letters.")
        .check([](const std::string& r) { return r.size() == 2 && std::all_of(r.begin(), r.end(), is_upper); },
               "must be a country such as US or DE")
        .add("requests_per_second", &config::requests_per_second, "How often TMDB is asked at most.")
        .at_least(1)
        .at_most(50)
        .add("availability_tool", &config::availability_tool,
             "The tool that knows what is in the library; every title in an answer is marked by it. Empty: none.")
        .add("search_cache", &config::search_cache, "How long found lists are kept.")
        .add("details_cache", &config::details_cache, "How long the details of a title are kept.")
        .add("returning_cache", &config::returning_cache, "The same for a show that still gets episodes.")
        .add("negative_cache", &config::negative_cache,
             "How long it is remembered that something was not found; new titles appear within days.")
        .at_most(1h)
        .add("cache_megabytes", &config::cache_megabytes, "Memory for all of that together, about.")
        .at_least(1)
        .at_most(4096)
        .add("genre_interval", &config::genre_interval, "How often the lists of genres are read.")
        .at_least(1h)
        .add("timeout", &config::timeout, "Longest wait for an answer, retries and pauses that TMDB asks for included.")
        .at_least(100ms);
}

std::string region_of(const std::optional<std::string>& asked, const config& settings)
{
    if (!asked)
        return settings.region;
    auto out = *asked;
    for (char& c : out)
        if (is_lower(c))
            c = static_cast<char>(c - 'a' + 'A');
    return out == "UK" ? "GB" : out;
}

} // namespace reel_tmdb
