// SPDX-License-Identifier: MIT
// A house whose people talk to it through a simulated Telegram and a simulated Twilio: the real plugins, the real conversation, a
// scripted model.
#pragma once

#include "tests/integration/simulator.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace integration
{

inline bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string said(const boost::json::value& text);

/// A request from outside that is on its way: what webhooks are.
class posted
{
public:
    posted(std::uint16_t port, const std::string& path, const std::string& body, const std::string& headers);
    posted(const posted&) = delete;
    posted& operator=(const posted&) = delete;
    ~posted();
    int status() const; ///< of its answer, waited for; 0: it got none

private:
    int socket_ = -1;
};

/// An answer of the scripted model, and what has to be asked for it.
boost::json::object exchange_of(boost::json::object expected, boost::json::object reply);
boost::json::object always(boost::json::object expected, boost::json::object reply); ///< the same, however often
boost::json::object calling(const std::string& tool, boost::json::object arguments = {});

struct phones : house
{
    phones();

    /// reeld.yaml: who lives here, and whatever else.
    void settings(const std::string& people_and_more) const;
    /// The shelf of tests/plugins/vault, which writes down each run of a tool.
    void install_vault() const;
    /// How often the record has that line.
    std::size_t runs(const std::string& line) const;

    void script(const boost::json::array& exchanges) const;

    /// Somebody writes to the bot, in the group or to it alone.
    void chat(const std::string& words, int from = 42, int group = 0) const;
    /// Somebody presses a button under a message that the bot sent. It need not be there any more.
    void press(const boost::json::value& question, bool yes, int from = 42) const;
    /// Somebody writes a text message: what Twilio gets from us for it.
    posted texting(const running_daemon& d, const std::string& words, const std::string& from = "+15551234567",
                   const std::string& sid = {}) const;
    int text(const running_daemon& d, const std::string& words, const std::string& from = "+15551234567",
             const std::string& sid = {}) const
    {
        return texting(d, words, from, sid).status();
    }

    /// What was sent below /sim/telegram or /sim/twilio, once it is so many.
    boost::json::array sent(running_daemon& d, const std::string& where, std::size_t count) const;
    /// The same, once all that came in has been answered: what is on its way then is nothing.
    boost::json::array all_sent(running_daemon& d, const std::string& where) const;
    /// Whether a channel has something in its inbox: accepted, and not noted as answered.
    bool unanswered(const std::string& channel) const;
    /// Everything that came in has been answered, and that is noted.
    bool settled() const;

    server sim;
    const std::string bot = "123456:simulated-telegram-token";
    const std::string address = "https://reel.example.org/webhook/twilio";
    const std::filesystem::path record = dir.path() / "runs", hold = dir.path() / "hold";
};

} // namespace integration
