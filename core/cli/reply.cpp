// SPDX-License-Identifier: MIT
#include "core/cli/reply.hpp"

#include "core/cli/text.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace reeld::cli
{

namespace json = boost::json;

json::object object_of(std::string_view text)
{
    boost::system::error_code code;
    auto value = json::parse(text, code);
    return !code && value.is_object() ? std::move(value.get_object()) : json::object{};
}

std::string complaint(const reply& r)
{
    const auto body = object_of(r.body);
    const auto* error = body.if_contains("error");
    auto out = error && error->is_string() ? clean(error->get_string())
                                           : "the daemon answered with HTTP status " + std::to_string(r.status);
    return r.status == 401 ? out + "; set REELD_TOKEN or use --token-file" : out;
}

exit_code code_of(int status)
{
    if (status == 401 || status == 403)
        return exit_code::refused;
    if (status == 409)
        return exit_code::unconfirmed;
    return status == 400 ? exit_code::usage : exit_code::failed;
}

std::string no_daemon(std::string_view url, const reel::error& why)
{
    auto reason = clean(why.message()); // "could not connect to …: connection refused"; where is said already
    if (const auto where = reason.rfind(": "); where != reason.npos)
        reason.erase(0, where + 2);
    return "no daemon answers at " + std::string{url} + " (" + reason +
           "); start it with `systemctl start reeld` or ./run";
}

} // namespace reeld::cli
