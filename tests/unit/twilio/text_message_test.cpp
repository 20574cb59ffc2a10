// SPDX-License-Identifier: MIT
// What is taken for a message, and what becomes of an answer.
#include "plugins/twilio/text_message.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_twilio;

namespace
{

form message(const std::string& from, const std::string& body)
{
    return {{"MessageSid", "SM1"}, {"From", from}, {"To", "+15550000000"}, {"Body", body}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(text_messages)

BOOST_AUTO_TEST_CASE(a_message_is_who_and_what)
{
    const auto heard = read_message(message("+15551234567", "do we have Dune?"), "+15550000000");
    BOOST_REQUIRE(heard.has_value());
    BOOST_TEST(heard->from == "+15551234567");
    BOOST_TEST(heard->text == "do we have Dune?");
}

BOOST_AUTO_TEST_CASE(nobody_is_answered_who_cannot_or_must_not_be)
{
    BOOST_TEST(!read_message(message("+15550000000", "me"), "+15550000000").has_value(), "our own number: a loop");
    BOOST_TEST(!read_message(message("+15550000000", "me"), "MG1").has_value(), "our own number behind a service");
    BOOST_TEST(!read_message(message("PIZZA", "2 for 1"), "+15550000000").has_value());
    BOOST_TEST(!read_message(message("22000", "code 1234"), "+15550000000").has_value());
    auto stop = message("+15551234567", "STOP");
    stop.emplace_back("OptOutType", "STOP");
    BOOST_TEST(!read_message(stop, "+15550000000").has_value(), "Twilio answers that itself");
    BOOST_TEST(!read_message({}, "+15550000000").has_value());
}

BOOST_AUTO_TEST_CASE(what_twilio_deals_with_itself_is_known_by_its_words_and_a_yes_is_ours)
{
    const auto heard = [](const std::string& body, const std::string& type = {}) {
        auto said = message("+15551234567", body);
        if (!type.empty())
            said.emplace_back("OptOutType", type);
        return read_message(said, "+15550000000").has_value();
    };
    BOOST_TEST(!heard(" Stop\n"));
    BOOST_TEST(!heard("CANCEL"));
    BOOST_TEST(!heard("assistance", "HELP"));
    BOOST_TEST(!heard("START", "START"));
    BOOST_TEST(heard("Yes", "START"), "an answer to a question, though Twilio takes it for a START too");
    BOOST_TEST(heard("yes"));
    BOOST_TEST(heard("stop asking, please"));
}

BOOST_AUTO_TEST_CASE(numbers_are_compared_without_what_people_put_between_digits)
{
    BOOST_TEST(without_punctuation("+1 (555) 123-4567") == "+15551234567");
    BOOST_TEST(is_number("+15551234567"));
    BOOST_TEST(!is_number("15551234567"));
    BOOST_TEST(!is_number("whatsapp:+15551234567"));
}

BOOST_AUTO_TEST_CASE(a_short_answer_is_one_text_without_markdown)
{
    const auto texts = to_texts("You have **Dune** \u2013 it\u2019s in `Films`\u2026");
    BOOST_REQUIRE(texts.size() == 1u);
    BOOST_TEST(texts[0] == "You have Dune - it's in Films...");
    BOOST_TEST(to_texts("  \n ").empty());
}

BOOST_AUTO_TEST_CASE(a_long_answer_is_numbered_and_cut_between_words)
{
    std::string answer;
    for (int i = 0; i < 500; ++i)
        answer += "word" + std::to_string(i) + " ";
    const auto texts = to_texts(answer);
    BOOST_REQUIRE(texts.size() == 3u);
    for (std::size_t i = 0; i < texts.size(); ++i)
    {
        BOOST_TEST(texts[i].starts_with("(" + std::to_string(i + 1) + "/3) word"));
        BOOST_TEST(texts[i].size() <= 1600u);
    }
}

BOOST_AUTO_TEST_CASE(an_endless_answer_ends)
{
    const auto texts = to_texts(std::string(100'000, 'x'));
    BOOST_TEST(texts.size() == 6u);
    BOOST_TEST(texts.back().ends_with("..."));
    BOOST_TEST(texts.back().size() <= 1600u);
}

BOOST_AUTO_TEST_SUITE_END()
