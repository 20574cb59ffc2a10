// SPDX-License-Identifier: MIT
#include "core/cli/chat.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>

using namespace reeld::cli;

namespace
{

std::string event(const std::string& data)
{
    return "event: x\ndata: " + data + "\n\n";
}

const std::string done = event(R"({"type":"done"})");
const std::string asks =
    event(R"({"type":"text","text":"Delete it?"})") + event(R"({"type":"confirm","token":"t0ken"})") + done;

struct chat_fixture
{
    std::deque<reel::result<reply>> replies; ///< a good one's body is streamed
    std::string before_failure;              ///< streamed before the connection of one that is none breaks
    std::vector<std::string> asked;          ///< path and body
    std::deque<std::string> typed;
    std::string out, complaints, notes;
    chat_command what;
    chat_console console;

    chat_fixture()
    {
        console.read_line = [this]() -> std::optional<std::string> {
            if (typed.empty())
                return {};
            auto line = std::move(typed.front());
            typed.pop_front();
            return line;
        };
        console.write = [this](std::string_view text) { out += text; };
        console.note = [this](std::string_view line) { notes += std::string{line} + ";"; };
        console.complain = [this](std::string_view line) { complaints += std::string{line} + ";"; };
    }

    exit_code talk()
    {
        const live_transport send = [this](std::string_view path, std::string body,
                                           const auto& on_piece) -> reel::result<reply> {
            asked.push_back(std::string{path} + " " + body);
            BOOST_REQUIRE(!replies.empty());
            auto next = std::move(replies.front());
            replies.pop_front();
            if (next && next->status != 200)
                return next;
            const auto all = next ? std::exchange(next->body, {}) : std::exchange(before_failure, {});
            for (std::size_t at = 0; at < all.size(); at += 7) // as a network cuts it
                on_piece(std::string_view{all}.substr(at, 7));
            return next;
        };
        return chat(what, send, console, "http://nas:7335");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(chats, chat_fixture)

BOOST_AUTO_TEST_CASE(an_answer_is_written_as_it_comes_with_its_tools_beside_it)
{
    what.text = "Do I have Dune?";
    replies.push_back(reply{200, event(R"({"type":"text","text":"Let me look."})") +
                                     event(R"({"type":"tool_started","name":"check","title":"Check the library"})") +
                                     event(R"({"type":"tool_ended","name":"check","ok":true})") +
                                     event(R"({"type":"text","text":"\n\nYes,\n\u001b[31mit is."})") + done});
    BOOST_TEST((talk() == exit_code::ok));
    BOOST_TEST(out == "Let me look.\n\n\nYes,\n[31mit is.\n", "what could steer a terminal is gone");
    BOOST_TEST(notes == "Check the library …;");
    BOOST_TEST(asked.at(0) == R"(/api/conversations/reelctl/messages {"text":"Do I have Dune?","format":"plain"})");
}

BOOST_AUTO_TEST_CASE(lines_are_messages_until_there_are_no_more)
{
    what.conversation = "film night";
    typed = {"one", "  ", "two"};
    replies.push_back(reply{200, done});
    replies.push_back(reply{200, done});
    BOOST_TEST((talk() == exit_code::ok));
    BOOST_REQUIRE(asked.size() == 2u);
    BOOST_TEST(asked[1].starts_with("/api/conversations/film%20night/messages "));
}

BOOST_AUTO_TEST_CASE(a_question_is_put_to_whoever_is_there)
{
    what.text = "delete it";
    console.agree = [] { return true; };
    replies.push_back(reply{200, asks});
    replies.push_back(reply{200, event(R"({"type":"text","text":"It is gone."})") + done});
    BOOST_TEST((talk() == exit_code::ok));
    BOOST_TEST(asked.at(1) == R"(/api/conversations/reelctl/confirm {"token":"t0ken","yes":true})");
    BOOST_TEST(out == "Delete it?\nIt is gone.\n");
}

BOOST_AUTO_TEST_CASE(a_no_is_told_by_the_exit_code)
{
    what.text = "delete it";
    console.agree = [] { return false; };
    replies.push_back(reply{200, asks});
    replies.push_back(reply{200, event(R"({"type":"text","text":"I leave it."})") + done});
    BOOST_TEST((talk() == exit_code::unconfirmed));
    BOOST_TEST(asked.at(1).ends_with(R"("yes":false})"));
    BOOST_TEST(complaints == "");
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_not_a_missing_daemon)
{
    what.text = "hello";
    const reel::error broken{reel::errc::connection, "connection reset"};
    for (const auto* text : {"I th", "", "I think.\n"})
    {
        before_failure = event(R"({"type":"text","text":)" + boost::json::serialize(boost::json::string{text}) + "}");
        replies.push_back(broken);
        BOOST_TEST((talk() == exit_code::unreachable));
        BOOST_TEST(std::exchange(complaints, {}) == "the connection to the daemon broke off;");
    }
    before_failure = event(R"({"type":"text","text":"All of it."})") + done;
    replies.push_back(broken);
    BOOST_TEST((talk() == exit_code::ok), "all was there");
    BOOST_TEST(complaints == "");
}

BOOST_AUTO_TEST_CASE(where_nobody_is_there_nothing_is_confirmed)
{
    what.text = "delete it";
    replies.push_back(reply{200, asks});
    BOOST_TEST((talk() == exit_code::unconfirmed));
    BOOST_TEST(asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_is_said_once_and_told_by_the_exit_code)
{
    what.text = "hello";
    replies.push_back(reply{503, R"({"error":"The language model is not reachable"})"});
    BOOST_TEST((talk() == exit_code::failed));
    replies.push_back(reply{401, R"({"error":"who are you?"})"});
    BOOST_TEST((talk() == exit_code::refused));
    replies.push_back(reel::error{reel::errc::connection, "connection refused"});
    BOOST_TEST((talk() == exit_code::unreachable));
    replies.push_back(reply{200, event(R"({"type":"error","error":"It fell silent"})")});
    BOOST_TEST((talk() == exit_code::failed));
    replies.push_back(reply{200, event(R"({"type":"text","text":"I th"})")});
    BOOST_TEST((talk() == exit_code::failed));
    BOOST_TEST(complaints ==
               "The language model is not reachable;"
               "who are you?; set REELD_TOKEN or use --token-file;"
               "no daemon answers at http://nas:7335 (connection refused); start it with `systemctl start "
               "reeld` or ./run;It fell silent;the answer was cut off; please ask again;");
    what.conversation = "a/b";
    BOOST_TEST((talk() == exit_code::usage));
}

BOOST_AUTO_TEST_CASE(json_is_printed_as_it_is)
{
    what.text = "hello";
    what.json = true;
    replies.push_back(reply{200, R"({"message":"Hi.","confirm":{"token":"t"}})"});
    BOOST_TEST((talk() == exit_code::unconfirmed));
    BOOST_TEST(out == "{\"message\":\"Hi.\",\"confirm\":{\"token\":\"t\"}}\n");
}

BOOST_AUTO_TEST_SUITE_END()
