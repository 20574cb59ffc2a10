// SPDX-License-Identifier: MIT
// A Plex server in memory, behind reel::http_client: answers from a library that the test changes, and fails on demand.
// Loop thread only; outlives the clients it hands out.
#pragma once

#include <reel/event.hpp>
#include <reel/http_client.hpp>

#include <boost/json/object.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plex_test
{

struct fake_season
{
    int number = 0;
    int episodes = 0;
    int watched = 0;
    std::vector<int> lacks = {}; ///< numbers that are left out: with 2 episodes and {1}, there are 2 and 3
};

struct fake_item
{
    std::string key;
    std::string title;
    int year = 0;
    std::vector<std::string> guids = {};
    std::vector<fake_season> seasons = {};
    std::vector<std::string> resolutions = {"1080"};
    std::string edition = {};
    std::vector<std::string> genres = {};
    std::int64_t added = 0;
    int views = 0;
    double rating = 0;
    boost::json::object more = {}; ///< put over what the above makes
};

struct fake_section
{
    std::string key;
    std::string title;
    std::string type = "movie";
    std::vector<fake_item> items = {};
    std::int64_t changed = 1;
    bool refreshing = false;
    int hidden = 0;
};

/// Films named "<title> 1", "<title> 2" … in a section of that title.
fake_section movies(std::string key, std::string title, int count);
/// Shows likewise, each with the seasons 1 and 2 of ten episodes.
fake_section shows(std::string key, std::string title, int count);

class fake_plex
{
public:
    struct recorded
    {
        std::string path; ///< without the base
        std::string query;
        reel::http_request request;
        /// The value of a header; of a secret one, its text. "" when absent.
        std::string header(std::string_view name) const;
    };

    explicit fake_plex(asio::io_context& loop) : io{loop} {}
    std::unique_ptr<reel::http_client> connect(const reel::http_settings& settings);

    /// From now on this path (or, with a query, one listing: "/library/sections/2/all?type=3") answers so.
    void fail(std::string path, int status, std::string body = "<html><body><h1>no</h1></body></html>");
    void fail(std::string path, reel::error with);
    void answer(std::string path, std::string body) { fail(std::move(path), 200, std::move(body)); }
    void heal() { faults_.clear(); }
    /// Nothing answers any more.
    void unplug();
    void plug_in() { unplugged_ = false; }

    /// Requests for this path wait until release().
    void hold(std::string path);
    void release();

    /// Sends bytes to who listens to notifications; hang_up() ends the stream.
    void push(std::string bytes);
    void hang_up();
    int listeners() const { return listeners_; }

    fake_section& section(std::string_view key);
    std::size_t count(std::string_view path) const; ///< requests for it so far
    const recorded& last(std::string_view path) const;

    asio::io_context& io;
    std::string machine = "machine-1";
    std::string token = "s3cret-token";
    std::vector<fake_section> sections;
    bool paging = true;        ///< off: headers are ignored, everything comes at once
    bool total_in_body = true; ///< off: only the header tells the total
    bool total_in_header = true;
    std::string account = "owner";                                   ///< "": the server does not tell
    bool season_listing = true;                                      ///< off: type=3 lists nothing
    std::function<void(const std::string& path, int start)> on_page; ///< before a page is made
    std::vector<recorded> requests;
    reel::http_settings settings; ///< of the last connect()

private:
    class connection;
    struct fault
    {
        std::optional<reel::error> error;
        int status = 0;
        std::string body;
    };
    struct stream
    {
        explicit stream(asio::io_context& io) : news{io.get_executor()} {}
        reel::event news;
        std::vector<std::string> pieces;
        bool ended = false;
    };

    reel::awaitable<reel::result<reel::http_response>> serve(reel::http_request request, reel::body_sink sink);
    reel::awaitable<reel::result<reel::http_response>> listen(reel::body_sink sink);
    reel::http_response respond(const recorded& asked);
    reel::http_response page(const fake_section& from, const recorded& asked);
    reel::http_response of_item(const fake_section& in, const fake_item& item, const recorded& asked);
    reel::http_response paged(boost::json::array all, const recorded& asked);
    const fault* fault_of(const recorded& asked) const;

    std::map<std::string, fault> faults_;
    std::map<std::string, std::shared_ptr<reel::event>> held_;
    bool unplugged_ = false;
    std::shared_ptr<stream> stream_;
    int listeners_ = 0;
};

} // namespace plex_test
