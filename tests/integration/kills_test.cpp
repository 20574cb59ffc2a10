// SPDX-License-Identifier: MIT
// kill -9 wherever a turn may be, again and again, while people talk through Telegram and by text message: every message that
// was accepted is answered, and answered once. A second time only when the answer was being sent at that very moment: neither
// service says whether it took a message whose sender died, and an answer twice is better than none. What destroys runs at
// most once for each yes, whatever happens, and what is told of it is true.
#include "tests/integration/phones.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <thread>

#include <sqlite3.h>

using namespace integration;
namespace json = boost::json;

namespace
{

constexpr int kills = 200;
constexpr auto forever = 60'000; // milliseconds
const std::string telegram = "/sim/telegram", twilio = "/sim/twilio", phone = "+15551234567";

std::string question(int n)
{
    return "Question " + std::to_string(n) + ": what is there?";
}

/// What the model says: about a question two rounds with a tool between, and what there is to say about a yes. `first` goes before it.
json::array script_with(json::array first = {})
{
    json::array out = std::move(first);
    out.push_back(always({{"user", "question"}, {"round", 0}}, calling("list_things")));
    out.push_back(always({{"user", "question"}, {"round", 1}}, {{"text", "A lamp, a vase and a globe are there."}}));
    for (const auto* thing : {"lamp", "vase"})
        out.push_back(always({{"user", std::string{"delete the "} + thing}, {"round", 0}},
                             calling("delete_thing", {{"name", thing}})));
    out.push_back(always({{"results", "is gone"}}, {{"text", "It is gone."}}));
    out.push_back(always({{"user", "yes please"}, {"round", 0}}, {{"text", "What would you like?"}}));
    return out;
}

/// Where in a turn the daemon is killed. There it is held up, by what the simulators do not do, or met by chance.
struct moment
{
    std::string name;
    bool yes = false; ///< the message is a yes to a question, else a question to the model
    json::array script = script_with();
    std::string fault{}; ///< of what is sent
    bool hold = false;   ///< tools
    std::function<bool()> reached{};
    int spread = 0;                       ///< microseconds that the kill comes later, at most
    std::optional<std::size_t> answers{}; ///< that there are in the end; nothing: one, or two as said above
    std::string told{};                   ///< in each
};

struct kills_fixture : phones
{
    kills_fixture()
    {
        install_vault();
        settings("local_user: lena\nconversation: {messages_per_minute: 1000000}\n"
                 "users: [{name: lena, role: admin, links: {telegram: \"42\", phone: \"" +
                 phone + "\"}}]\n");
    }

    std::vector<moment> moments() const
    {
        const auto slow = [](json::object expected, json::object reply) {
            reply["after"] = forever;
            return script_with({always(std::move(expected), std::move(reply))});
        };
        auto halted = always({{"user", "question"}, {"round", 1}}, {{"text", "A lamp, a vase and a globe."}});
        halted["fault"] = json::object{{"stall", 3}};
        const auto asked = [this](std::uint64_t times) {
            return [this, times] {
                return sim.control("GET", "/sim/model").at("questions").to_number<std::uint64_t>() >= times;
            };
        };
        const auto run = [this](std::string what, std::size_t times) {
            return [this, what, times] { return runs(what) >= times; };
        };
        const auto tried = [this] { return asked_to_send(telegram) && asked_to_send(twilio); };
        const auto sent = [this] { return count(telegram) > 0 && count(twilio) > 0; };
        const auto at_once = [] { return true; };
        const auto deleted = [this] { return runs("delete lamp") + runs("delete vase") == 2; };
        const json::object thinking{{"user", "question"}, {"round", 0}}, telling{{"user", "question"}, {"round", 1}};
        const json::object text{{"text", "Too late."}};

        return {
            {.name = "as it comes in", .reached = at_once, .spread = 4000},
            {.name = "anywhere", .reached = at_once, .spread = 40'000},
            {.name = "while the model thinks", .script = slow(thinking, text), .reached = asked(2), .answers = 1},
            {.name = "while a tool runs", .hold = true, .reached = run("list", 2), .spread = 2000, .answers = 1},
            {.name = "while the model thinks again", .script = slow(telling, text), .reached = asked(4), .answers = 1},
            {.name = "in the middle of the answer",
             .script = script_with({halted}),
             .reached = asked(4),
             .spread = 4000,
             .answers = 1},
            {.name = "before the answer is sent", .fault = "stall", .reached = tried, .answers = 1},
            {.name = "while the answer is sent", .fault = "hang:0", .reached = sent, .answers = 2},
            {.name = "as the answer has been sent", .reached = sent, .spread = 600},
            {.name = "a yes, anywhere", .yes = true, .reached = at_once, .spread = 25'000},
            {.name = "a yes, while the tool runs",
             .yes = true,
             .hold = true,
             .reached = deleted,
             .answers = 1,
             .told = "I have begun with this, and do not know yet how it ended"},
            {.name = "a yes, before it is told",
             .yes = true,
             .script = slow({{"results", "is gone"}}, text),
             .reached = [deleted, asked] { return deleted() && asked(2)(); },
             .answers = 1,
             .told = "is gone"},
            {.name = "a yes, while it is told",
             .yes = true,
             .fault = "hang:0",
             .reached = sent,
             .answers = 2,
             .told = "It is gone."}};
    }

    // ---- what the simulators know

    json::array records(const std::string& where) const { return sim.control("GET", where).at("sent").as_array(); }
    std::size_t count(const std::string& where) const { return records(where).size(); }
    std::string sending(const std::string& where) const ///< the path for it
    {
        return where == telegram ? "/telegram/bot" + bot + "/sendMessage"
                                 : "/twilio/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json";
    }
    bool asked_to_send(const std::string& where) const
    {
        return sim.control("GET", "/sim/requests").at("counts").as_object().contains(sending(where));
    }
    void forget() const
    {
        for (const auto* what :
             {"/sim/telegram/sent", "/sim/twilio/sent", "/sim/requests", "/sim/model/requests", "/sim/faults"})
            sim.control("DELETE", what);
        std::filesystem::remove(record);
    }

    // ---- a kill

    void prepare(const moment& m) const
    {
        script(m.script);
        if (m.hold)
            dir.write("hold", "");
        if (!m.fault.empty())
            for (const auto& where : {telegram, twilio})
                sim.control("POST", "/sim/faults",
                            json::serialize(json::object{{"fault", sending(where) + "=" + m.fault}}));
    }
    void release() const
    {
        script(script_with());
        std::filesystem::remove(hold);
        sim.control("DELETE", "/sim/faults");
    }
    void wait_for(const std::function<bool()>& what)
    {
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (!what())
        {
            BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until,
                                  "it was not reached; reeld said:\n" + daemon->log());
            std::this_thread::sleep_for(200us); // its log has room in the pipe
        }
    }
    void kill()
    {
        daemon->signal(SIGKILL);
        daemon->exit_status();
    }
    /// Both people are asked whether to go on; the question with its buttons.
    json::value ask(const std::string& n)
    {
        script(script_with());
        chat("Delete the lamp, please. (" + n + ")");
        BOOST_TEST(text(*daemon, "Delete the vase, please. (" + n + ")") == 200);
        const auto asked = sent(*daemon, telegram, 1).at(0);
        BOOST_TEST(all_sent(*daemon, telegram).size() == 1u);
        BOOST_TEST(count(twilio) == 1u);
        return asked;
    }
    /// How often an answer may be there in the end, when this is how often it was at the kill, and what was not done with.
    static std::size_t most(std::size_t sent_before, bool unfinished) { return sent_before == 1 && unfinished ? 2 : 1; }
    void check(const std::string& where, const moment& m, std::size_t limit)
    {
        const auto all = records(where);
        const auto shown = json::serialize(all);
        if (m.answers)
            BOOST_TEST(all.size() == *m.answers, where << ": " << shown);
        BOOST_TEST(all.size() >= 1u, where << ": a message was lost");
        BOOST_TEST(all.size() <= std::max(limit, m.answers.value_or(0)), where << ": answered too often: " << shown);
        for (const auto& one : all)
        {
            const auto text = said(one.at(where == telegram ? "seen" : "body"));
            BOOST_TEST(has(text, m.told), where << ": " << text);
            BOOST_TEST(is_true(text, runs(where == telegram ? "delete lamp" : "delete vase")), where << ": " << text);
        }
    }
    /// What is told of a thing that was deleted so often is not the opposite.
    static bool is_true(const std::string& told, std::size_t deleted)
    {
        return deleted == 0 ? !has(told, "is gone") : deleted == 1 && (has(told, "is gone") || has(told, "have begun"));
    }

    void one_kill(int number, const moment& m)
    {
        const auto n = std::to_string(number);
        forget();
        const auto asked = m.yes ? ask(n) : json::value{};
        forget();
        prepare(m);
        const auto words = m.yes ? "Yes please" : question(number);
        if (m.yes)
            press(asked, true);
        else
            chat(words);
        bool accepted = false;
        {
            const auto webhook = texting(*daemon, words, phone, "SM" + n);
            wait_for(m.reached);
            std::this_thread::sleep_for(std::chrono::microseconds{m.spread > 0 ? random_() % m.spread : 0});
            kill();
            accepted = webhook.status() == 200;
        }
        release();
        const auto at_most_by_telegram = most(count(telegram), unanswered("telegram"));
        const auto at_most_by_text = most(count(twilio), unanswered("twilio"));

        daemon.emplace(*this);
        if (!accepted) // and so it is posted again
            BOOST_TEST(text(*daemon, words, phone, "SM" + n) == 200);
        all_sent(*daemon, telegram);
        check(telegram, m, at_most_by_telegram);
        check(twilio, m, at_most_by_text);
    }

    // ---- what is left of it all

    /// How often each thing that was said is remembered.
    std::map<std::string, int> remembered(const std::string& conversation) const
    {
        const auto all = daemon->get("/api/conversations/" + conversation + "/messages?limit=1000");
        BOOST_TEST_REQUIRE(all.status == 200, all.body);
        const auto parsed = json::parse(all.body);
        std::map<std::string, int> out;
        for (const auto& one : parsed.at("messages").as_array())
            if (one.at("from") == "user")
                ++out[said(one.at("text"))];
        return out;
    }
    std::string query(const std::string& sql) const
    {
        sqlite3* db = nullptr;
        BOOST_REQUIRE(sqlite3_open((dir.path() / "state/conversations.sqlite").c_str(), &db) == SQLITE_OK);
        std::string out;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) += values[0];
            return 0;
        };
        BOOST_TEST(sqlite3_exec(db, sql.c_str(), keep, &out, nullptr) == SQLITE_OK);
        sqlite3_close(db);
        return out;
    }

    std::optional<running_daemon> daemon;
    std::mt19937 random_{20260101}; // always the same
};

} // namespace

BOOST_FIXTURE_TEST_CASE(nothing_is_lost_or_doubled_by_kills_at_any_moment, kills_fixture)
{
    daemon.emplace(*this);
    const auto all = moments();
    std::vector<std::string> questions;
    for (int n = 0; n < kills; ++n)
    {
        const auto& m = all[static_cast<std::size_t>(n) % all.size()];
        BOOST_TEST_CONTEXT("kill " << n << ", " << m.name)
        one_kill(n, m);
        if (!m.yes)
            questions.push_back(question(n));
    }
    for (const auto* conversation : {"telegram:42", "twilio:%2B15551234567"})
    {
        auto found = remembered(conversation);
        for (const auto& one : questions)
            BOOST_TEST(found[one] == 1, conversation << " has \"" << one << "\" " << found[one] << " times");
    }
    kill();
    BOOST_TEST(query("PRAGMA integrity_check") == "ok");
    BOOST_TEST(query("SELECT count(*) FROM turns WHERE delivered = 0") == "0",
               "every answer has arrived, and that is known");
}
