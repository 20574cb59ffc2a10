// SPDX-License-Identifier: MIT
// A Tautulli in memory, behind reel::http_client: answers from plays that the test makes, with the quirks of the real one,
// and fails on demand. Loop thread only; outlives the clients it hands out.
#pragma once

#include <reel/event.hpp>
#include <reel/http_client.hpp>

#include <boost/json/object.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tautulli_test
{

struct fake_user
{
    std::int64_t id = 0;
    std::string username;
    std::string friendly_name;
    std::string email;
};

struct fake_play
{
    std::int64_t user = 0;
    std::string title;
    std::int64_t date = 0;
    std::string show = {}; ///< empty: a film
    int season = 1;
    int episode = 1;
    int year = 2020;
    int seconds = 3600;
    int percent = 100;
    std::string media_type = {}; ///< other than movie and episode
    bool live = false;
    boost::json::object more = {}; ///< put over what the above makes
};

struct fake_stream
{
    std::int64_t user = 0;
    std::string title;
    std::string show = {};
    std::string decision = "direct play";
    std::string state = "playing";
};

class fake_tautulli
{
public:
    struct recorded
    {
        std::map<std::string, std::string> form;
        reel::http_request request;
        /// A parameter, "" when it was not sent.
        std::string operator[](const std::string& name) const;
    };

    explicit fake_tautulli(asio::io_context& loop) : io{loop} {}
    std::unique_ptr<reel::http_client> connect(const reel::http_settings& settings);

    /// From now on this command answers so.
    void fail(std::string command, int status, std::string body);
    void fail(std::string command, reel::error with);
    /// The next `times` requests break.
    void break_connections(int times) { breaking_ = times; }
    void heal() { faults_.clear(); }
    /// Requests of this command wait until release().
    void hold(std::string command);
    void release();

    std::size_t count(std::string_view command) const;
    const recorded& last(std::string_view command) const;

    asio::io_context& io;
    std::string key = "s3cret/key+";
    std::string path = "/tautulli/api/v2";
    bool api_enabled = true;
    bool connected = true;     ///< to Plex, as server_status says
    bool plex_down = false;    ///< get_activity answers {}
    bool knows_filters = true; ///< off: as versions that ignore user_id
    bool one_card = true;      ///< off: as versions that answer with a list of cards
    std::vector<fake_user> users;
    std::vector<fake_play> plays;
    std::vector<fake_stream> streams;
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
    reel::awaitable<reel::result<reel::http_response>> serve(reel::http_request request);
    reel::http_response respond(const recorded& asked);
    boost::json::value history(const recorded& asked) const;
    boost::json::value card(const recorded& asked) const;
    boost::json::value times(const recorded& asked) const;
    boost::json::value activity() const;
    std::vector<const fake_play*> selected(const recorded& asked) const;
    const fake_user& user(std::int64_t id) const;

    std::map<std::string, fault, std::less<>> faults_;
    std::map<std::string, std::shared_ptr<reel::event>, std::less<>> held_;
    int breaking_ = 0;
    std::int64_t now_ = 1'767'225'600; // 2026-01-01, where the fake clock begins
};

/// The envelope, as Tautulli writes it.
std::string envelope(boost::json::value data, std::string result = "success", boost::json::value message = nullptr);

} // namespace tautulli_test
