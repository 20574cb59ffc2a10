// SPDX-License-Identifier: MIT
// What is said to the bot, and what is not.
#include "plugins/telegram/api.hpp"
#include "plugins/telegram/update.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reel_telegram;

namespace
{

const identity bot{99, "ReelBot"};

update read(const std::string& json)
{
    auto out = read_update(boost::json::parse(json), bot);
    BOOST_REQUIRE(out.has_value());
    return *out;
}

std::string said(const std::string& chat_type, const std::string& rest)
{
    return R"({"update_id":7,"message":{"message_id":5,"from":{"id":42,"first_name":"Lena","username":"lena"},)"
           R"("chat":{"id":-100,"type":")" +
           chat_type + "\"}," + rest + "}}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(updates)

BOOST_AUTO_TEST_CASE(a_direct_message_is_for_the_bot)
{
    const auto u = read(said("private", R"("text":"do we have Dune?")"));
    BOOST_REQUIRE(u.message.has_value());
    BOOST_TEST(u.id == 7);
    BOOST_TEST(u.message->from.id == 42);
    BOOST_TEST(u.message->from.name == "Lena @lena");
    BOOST_TEST(u.message->text == "do we have Dune?");
    BOOST_TEST(!u.message->where.group);
}

BOOST_AUTO_TEST_CASE(in_a_group_only_what_names_the_bot_or_replies_to_it_is)
{
    BOOST_TEST(!read(said("group", R"("text":"yes")")).message.has_value());
    BOOST_TEST(!read(said("group", R"("text":"@Other hi","entities":[{"type":"mention","offset":0,"length":6}])"))
                    .message.has_value());
    const auto named =
        read(said("supergroup",
                  R"("text":"👍 @reelbot do we have Dune?","entities":[{"type":"mention","offset":3,"length":8}])"));
    BOOST_REQUIRE(named.message.has_value());
    BOOST_TEST(named.message->text == "👍  do we have Dune?");
    const auto reply =
        read(said("group", R"("text":"yes","reply_to_message":{"message_id":4,"from":{"id":99,"is_bot":true}})"));
    BOOST_REQUIRE(reply.message.has_value());
    BOOST_TEST(reply.message->text == "yes");
    const auto command = read(
        said("group", R"("text":"/ask@ReelBot Dune?","entities":[{"type":"bot_command","offset":0,"length":12}])"));
    BOOST_REQUIRE(command.message.has_value());
    BOOST_TEST(command.message->text == "/ask Dune?");
}

BOOST_AUTO_TEST_CASE(a_picture_says_what_is_written_under_it)
{
    BOOST_TEST(read(said("private", R"("photo":[{"file_id":"x"}],"caption":"this?")")).message.value().text == "this?");
    const auto named = read(said(
        "group",
        R"("photo":[{}],"caption":"@ReelBot this?","caption_entities":[{"type":"mention","offset":0,"length":8}])"));
    BOOST_TEST(named.message.value().text == " this?");
}

BOOST_AUTO_TEST_CASE(a_picture_is_a_message_without_text_and_a_notice_is_none)
{
    const auto photo = read(said("private", R"("photo":[{"file_id":"x"}])"));
    BOOST_REQUIRE(photo.message.has_value());
    BOOST_TEST(photo.message->text == "");
    BOOST_TEST(!read(said("private", R"("pinned_message":{})")).message.has_value());
    BOOST_TEST(!read(said("group", R"("photo":[])")).message.has_value());
    BOOST_TEST(!read(said("group", R"("new_chat_members":[])")).message.has_value());
}

BOOST_AUTO_TEST_CASE(start_is_a_greeting)
{
    const auto u =
        read(said("private", R"("text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}])"));
    BOOST_TEST(u.message->text == "Hello! What can you do for me?");
}

BOOST_AUTO_TEST_CASE(other_bots_edits_and_nonsense_are_not_for_us)
{
    BOOST_TEST(
        !read(
             R"({"update_id":1,"message":{"from":{"id":5,"is_bot":true},"chat":{"id":5,"type":"private"},"text":"x"}})")
             .message.has_value());
    BOOST_TEST(!read(R"({"update_id":1,"edited_message":{"text":"x"}})").message.has_value());
    BOOST_TEST(!read(R"({"update_id":1,"message":[]})").message.has_value());
    BOOST_TEST(
        !read(R"({"update_id":1,"message":{"from":7,"chat":"a","text":3,"entities":[1,{}]}})").message.has_value());
    BOOST_TEST(!read_update(boost::json::parse(R"({"message":{}})"), bot).has_value());
    BOOST_TEST(!read_update(boost::json::parse("[]"), bot).has_value());
    const auto odd =
        read(said("private", R"("text":"ab","entities":[{"type":"mention","offset":-4,"length":999},{"offset":99}])"));
    BOOST_TEST(odd.message->text == "ab");
}

BOOST_AUTO_TEST_CASE(a_button_tells_its_decision_its_token_and_whom_it_is_for)
{
    const auto data = to_data({true, "0123456789abcdef0123456789abcdef", 9'007'199'254'740'991});
    BOOST_TEST(data.size() <= 64u);
    const auto c = read_choice(data);
    BOOST_REQUIRE(c.has_value());
    BOOST_TEST(c->yes);
    BOOST_TEST(c->token == "0123456789abcdef0123456789abcdef");
    BOOST_TEST(c->account == 9'007'199'254'740'991);
    for (const auto* wrong : {"", "yes", "yes:", "yes::1", "maybe:ab:1", "no:ab:", "no:ab:x"})
        BOOST_TEST(!read_choice(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(a_topic_of_a_forum_is_answered_in_it)
{
    const auto u = read(said("supergroup", R"("text":"@ReelBot hi","is_topic_message":true,"message_thread_id":3,
        "entities":[{"type":"mention","offset":0,"length":8}])"));
    BOOST_TEST(u.message->where.thread == 3);
}

BOOST_AUTO_TEST_CASE(errors_of_the_bot_api_say_what_to_do)
{
    BOOST_TEST(read_answer(200, R"({"ok":true,"result":{"a":1}})").has_value());
    const auto limited = read_answer(
        429,
        R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}})");
    BOOST_TEST((limited.error().retry_after() == std::chrono::seconds{5}));
    BOOST_TEST(
        read_answer(401, R"({"ok":false,"description":"Unauthorized"})").error().message().find("TELEGRAM_BOT_TOKEN") !=
        std::string::npos);
    BOOST_TEST(read_answer(502, "<html>bad gateway").error().status() == 502);
    BOOST_TEST((read_answer(200, "<html>").error().kind() == reel::errc::validation));
}

BOOST_AUTO_TEST_SUITE_END()
