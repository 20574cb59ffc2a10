// SPDX-License-Identifier: MIT
#include "tests/integration/phones.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace integration
{
namespace json = boost::json;
namespace fs = std::filesystem;

namespace
{

constexpr auto patience = 20s;

} // namespace

std::string said(const json::value& text)
{
    return std::string{text.as_string()};
}

posted::posted(std::uint16_t port, const std::string& path, const std::string& body, const std::string& headers)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    BOOST_REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
    const auto text = "POST " + path + " HTTP/1.1\r\nHost: reel.example.org\r\nX-Forwarded-For: 203.0.113.9\r\n" +
                      headers + "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                      body;
    BOOST_REQUIRE(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
}

posted::~posted()
{
    ::close(socket_);
}

int posted::status() const
{
    std::string answer(4096, '\0');
    pollfd readable{socket_, POLLIN, 0};
    if (::poll(&readable, 1, 20'000) <= 0)
        return 0;
    return ::recv(socket_, answer.data(), answer.size(), 0) > 12 ? std::atoi(answer.c_str() + 9) : 0;
}

json::object exchange_of(json::object expected, json::object reply)
{
    return {{"expect", std::move(expected)}, {"reply", std::move(reply)}};
}

json::object always(json::object expected, json::object reply)
{
    auto out = exchange_of(std::move(expected), std::move(reply));
    out["times"] = -1;
    return out;
}

json::object calling(const std::string& tool, json::object arguments)
{
    return {{"calls", json::array{json::object{{"name", tool}, {"arguments", std::move(arguments)}}}}};
}

phones::phones()
{
    for (const auto* plugin : {"telegram", "twilio"})
        install_shipped(plugin);
    settings("users: [{name: lena, links: {telegram: \"42\", phone: \"+1 (555) 123-4567\"}}]\n");
    configure("telegram.yaml",
              "telegram:\n  bot_token: " + bot + "\n  poll_timeout: 5s\n  api_url: " + sim.url() + "/telegram\n");
    configure("twilio.yaml", "twilio:\n  account_sid: " + said(sim.control("GET", "/sim/twilio").at("accountSid")) +
                                 "\n  auth_token: simulated-twilio-token\n  from: \"+15550000000\"\n  webhook_url: " +
                                 address + "\n  api_url: " + sim.url() + "/twilio\n");
}

void phones::settings(const std::string& people_and_more) const
{
    dir.write("reeld.yaml", "models: [{url: \"" + sim.url() + "/model/v1\", model: simulated}]\n" + people_and_more);
}

void phones::install_vault() const
{
    fs::copy_file(fs::path{std::getenv("REEL_BUILD_DIR")} / "tests/plugins/vault.so", plugin_dir / "vault.so");
    fs::permissions(plugin_dir / "vault.so", fs::perms{0644});
    configure("vault.yaml", "vault: {record: " + record.string() + ", hold: " + hold.string() + "}\n");
}

std::size_t phones::runs(const std::string& line) const
{
    std::size_t out = 0;
    std::ifstream in{record};
    for (std::string one; std::getline(in, one);)
        out += one == line;
    return out;
}

void phones::script(const json::array& exchanges) const
{
    sim.control("POST", "/sim/model", json::serialize(json::object{{"script", exchanges}, {"otherwise", "refuse"}}));
}

void phones::chat(const std::string& words, int from, int group) const
{
    sim.control("POST", "/sim/telegram/messages",
                json::serialize(json::object{{"from", from}, {"text", words}, {"group", group}}));
}

void phones::press(const json::value& question, bool yes, int from) const
{
    const auto& buttons = question.at("reply_markup").at("inline_keyboard").at(0);
    const auto& chat = question.at("chat_id");
    sim.control(
        "POST", "/sim/telegram/updates",
        json::serialize(json::object{
            {"callback_query",
             json::object{
                 {"id", "pressed"},
                 {"from", json::object{{"id", from}, {"is_bot", false}, {"first_name", "Somebody"}}},
                 {"message",
                  json::object{{"message_id", question.at("message_id")},
                               {"chat", json::object{{"id", chat},
                                                     {"type", chat.to_number<int>() < 0 ? "supergroup" : "private"}}}}},
                 {"data", buttons.at(yes ? 0 : 1).at("callback_data")}}}}));
}

posted phones::texting(const running_daemon& d, const std::string& words, const std::string& from,
                       const std::string& sid) const
{
    const auto form =
        sim.control("POST", "/sim/twilio/incoming",
                    json::serialize(json::object{{"from", from}, {"text", words}, {"url", address}, {"sid", sid}}));
    return {d.port(), "/webhook/twilio", said(form.at("body")),
            "Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: " + said(form.at("signature")) +
                "\r\n"};
}

json::array phones::sent(running_daemon& d, const std::string& where, std::size_t count) const
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;)
    {
        auto all = sim.control("GET", where).at("sent").as_array();
        if (all.size() >= count)
            return all;
        BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until, where << " was sent " << all.size() << " of "
                                                                              << count << "; reeld said:\n"
                                                                              << d.log());
        d.listen(2ms);
    }
}

json::array phones::all_sent(running_daemon& d, const std::string& where) const
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!settled())
    {
        BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until,
                              "something was not answered, see the inboxes; reeld said:\n"
                                  << d.log());
        d.listen(2ms);
    }
    return sim.control("GET", where).at("sent").as_array();
}

bool phones::unanswered(const std::string& channel) const
{
    std::error_code none;
    return fs::directory_iterator{dir.path() / "state" / channel / "inbox", none} != fs::directory_iterator{};
}

bool phones::settled() const
{
    return sim.control("GET", "/sim/telegram").at("waiting") == 0u && !unanswered("telegram") && !unanswered("twilio");
}

} // namespace integration
