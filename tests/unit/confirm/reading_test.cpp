// SPDX-License-Identifier: MIT
#include "core/confirm/reading.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using reeld::confirm::read_reply;
using reeld::confirm::reading;

namespace reeld::confirm
{

std::ostream& operator<<(std::ostream& out, reading r)
{
    return out << (r == reading::yes ? "yes" : r == reading::no ? "no" : "other");
}

} // namespace reeld::confirm

namespace
{

// clang-format off: a table
constexpr auto affirmative = std::to_array<std::string_view>({
    "yes", "Yes", "YES!", "y", "yes please", "Yes, please.", "please do", "yep", "Yeah!!", "yeah sure", "sure", "Sure thing",
    "ok", "OK", "okay", "ok do it", "Okay, do it now", "yes yes yes", "go ahead", "go for it", "do it", "just do it",
    "of course", "I'm sure", "I am sure", "yes, I'm sure", "that’s fine", "confirm", "approved", "sure, why not",
    "👍", "👍🏽", "👍👍", "✅", "ok 👍", "yes 🙏", "👌",
    "ja", "Ja, bitte", "ja klar", "Jawohl!", "mach das", "oui", "Oui, s'il vous plaît", "d'accord", "d’accord", "sí", "si",
    "Sí, por favor", "sim", "va bene", "да", "Да, давай", "はい", "好的", "네"});

constexpr auto negative = std::to_array<std::string_view>({
    "no", "No.", "NO!!", "n", "nope", "nah", "no thanks", "no thank you", "not now", "never mind", "nevermind", "Nvm",
    "cancel", "cancel that please", "stop", "Stop!", "don't", "Don’t do it", "do not do that", "forget it", "wait",
    "oh no", "no no no", "👎", "❌", "🛑", "no 👎", "nein", "Nein, danke", "lieber nicht", "non", "non merci", "não", "nej",
    "нет", "いいえ", "아니요", "不要"});

constexpr auto neither = std::to_array<std::string_view>({
    "", " ", "?", "...", "yes?", "ok?", "no?", "yes, but the other one", "yes but not now", "yes no", "ok, no", "no, go ahead",
    "no, the other one", "not that one", "is it safe", "what would happen", "yes delete everything else too", "yesterday",
    "okra", "not sure", "I'm not sure", "maybe", "later", "please", "thanks", "tak", "ya", "ne", "👍👎", "🤔", "yes 2001",
    "know", "nobody", "the first", "delete Dune", "yes and also wipe the rest"});
// clang-format on

} // namespace

BOOST_AUTO_TEST_SUITE(confirm_reading)

BOOST_AUTO_TEST_CASE(a_yes_is_read_however_it_is_written)
{
    for (const auto text : affirmative)
        BOOST_TEST(read_reply(text) == reading::yes, "\"" << text << "\" must be a yes, is " << read_reply(text));
}

BOOST_AUTO_TEST_CASE(after_something_else_was_said_a_yes_must_be_plain)
{
    for (const auto text : {"ok", "ok thanks", "Fine, thanks!", "sure", "👍", "alright then", "vale", "好的"})
        BOOST_TEST(read_reply(text, true) == reading::other, text);
    for (const auto text : {"yes", "Yes please", "do it", "ja", "ok, do it"})
        BOOST_TEST(read_reply(text, true) == (std::string_view{text}.starts_with("ok") ? reading::other : reading::yes),
                   text);
    BOOST_TEST(read_reply("no thanks", true) == reading::no);
}

BOOST_AUTO_TEST_CASE(a_no_is_read_however_it_is_written)
{
    for (const auto text : negative)
        BOOST_TEST(read_reply(text) == reading::no, "\"" << text << "\" must be a no, is " << read_reply(text));
}

BOOST_AUTO_TEST_CASE(whatever_says_more_is_neither)
{
    for (const auto text : neither)
        BOOST_TEST(read_reply(text) == reading::other, "\"" << text << "\" must be neither, is " << read_reply(text));
}

BOOST_AUTO_TEST_CASE(a_long_answer_is_neither)
{
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "yes ";
    BOOST_TEST(read_reply(text) == reading::other);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_neither)
{
    BOOST_TEST(read_reply("\xff\xfe yes \x80") == reading::yes); // folds to "yes" between separators
    BOOST_TEST(read_reply("\xff\xfe\x80") == reading::other);
}

BOOST_AUTO_TEST_SUITE_END()
