// SPDX-License-Identifier: MIT
// TMDB in memory, behind reel::http_client: answers from literals, and fails on demand. Loop thread only; outlives the
// clients it hands out.
#pragma once

#include <reel/event.hpp>
#include <reel/http_client.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tmdb_test
{

using parameters = std::map<std::string, std::string, std::less<>>;

struct recorded
{
    std::string path; ///< without the base
    parameters query; ///< decoded
    reel::http_request request;

    /// The value of a parameter, "" when absent.
    std::string param(std::string_view name) const;
    /// The value of a header; of a secret one, its text. "" when absent.
    std::string header(std::string_view name) const;
};

class fake_tmdb
{
public:
    explicit fake_tmdb(asio::io_context& loop) : io{loop} {}
    std::unique_ptr<reel::http_client> connect(const reel::http_settings& settings);

    /// What this path answers.
    void on(std::string path, std::string body);
    void on(std::string path, std::function<std::string(const parameters& query)> body);
    /// Before that, once, for whatever is asked next: in the order given.
    void once(int status, std::string body = {}, std::vector<std::pair<std::string, std::string>> headers = {});
    void once(reel::error with);
    /// From now on, whatever is asked, until heal().
    void fail(int status, std::string body = {});
    void unplug();
    void heal() { always_.reset(); }

    /// Requests wait until release().
    void hold();
    void release();

    std::size_t count(std::string_view path) const; ///< requests for it so far
    const recorded& last(std::string_view path) const;

    asio::io_context& io;
    std::string base = "/3";
    std::vector<recorded> requests;
    reel::http_settings settings; ///< of the last connect()

private:
    class connection;
    struct outcome
    {
        std::optional<reel::error> error;
        reel::http_response response;
    };

    reel::awaitable<reel::result<reel::http_response>> serve(reel::http_request request);
    static outcome respond(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {});

    std::map<std::string, std::function<std::string(const parameters&)>> answers_;
    std::deque<outcome> once_;
    std::optional<outcome> always_;
    std::shared_ptr<reel::event> gate_;
};

// Answers of TMDB's, as small as they can be.
std::string page_of(const std::vector<std::string>& rows, int page = 1, int pages = 1, int total = -1);
std::string movie(int id, std::string_view title, int year, double popularity = 10, std::string_view more = {});
std::string show(int id, std::string_view title, int year, double popularity = 10, std::string_view more = {});
std::string person(int id, std::string_view name, double popularity, std::string_view known_for = {});
std::string named_row(int id, std::string_view name);

/// TMDB's own words for "no such thing" and "no such token".
inline constexpr std::string_view not_found_body =
    R"({"success":false,"status_code":34,"status_message":"The resource you requested could not be found."})";
inline constexpr std::string_view bad_key_body =
    R"({"success":false,"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."})";

} // namespace tmdb_test
