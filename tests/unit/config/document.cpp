// SPDX-License-Identifier: MIT
#include "core/config/document.hpp"

#include "core/config/file.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/config/tree.hpp"

#include <sys/stat.h>

using config_test::mistakes;
using config_test::tree;
using kind = reel::config_node::kind;

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(scalars_are_kept_as_they_are_written)
{
    const auto node = tree("octal: 0123\nyes: no\nquoted: '0123'\ndouble: \"a\\u0041\"\nurl: http://nas:32400\n");
    BOOST_TEST(node.find("octal")->text == "0123");
    BOOST_TEST(!node.find("octal")->quoted);
    BOOST_TEST(node.find("yes")->text == "no");
    BOOST_TEST(node.find("quoted")->text == "0123");
    BOOST_TEST(node.find("quoted")->quoted);
    BOOST_TEST(node.find("double")->text == "aA");
    BOOST_TEST(node.find("url")->text == "http://nas:32400");
}

BOOST_AUTO_TEST_CASE(a_value_knows_its_place_in_characters)
{
    const auto node = tree("a: 1\nstraße: \"zwölf Bücher\" # why\nlist: [x, 'y z']\nblock: |\n  text\n");
    const auto& value = node.find("straße")->where;
    BOOST_TEST(value.line == 2);
    BOOST_TEST(value.column == 9);
    BOOST_TEST(value.length == 14);
    BOOST_TEST(node.entries[1].where.column == 1);
    BOOST_TEST(node.entries[1].where.length == 6);
    const auto& second = node.find("list")->items[1].where;
    BOOST_TEST(second.column == 11);
    BOOST_TEST(second.length == 5);
    BOOST_TEST(node.find("block")->text == "text\n");
}

BOOST_AUTO_TEST_CASE(an_empty_value_stands_where_its_key_does)
{
    const auto node = tree("plex:\n  # url: http://nas\n\nother: ~\n");
    BOOST_TEST((node.find("plex")->type == kind::null));
    BOOST_TEST(node.find("plex")->where.line == 1);
    BOOST_TEST((node.find("other")->type == kind::null));
}

BOOST_AUTO_TEST_CASE(an_empty_document_is_null)
{
    for (const auto* text : {"", "# only a comment\n", "---\n", "\n\n"})
        BOOST_TEST((tree(text).type == kind::null), text);
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_and_windows_line_ends_do_no_harm)
{
    const reel_test::temp_dir dir;
    reel::config_problems problems;
    const auto file = reeld::config::read_file(dir.write("w.yaml", "\xef\xbb\xbf"
                                                                   "a: 1\r\nb: two\r\n"),
                                               problems);
    BOOST_REQUIRE(file);
    const auto node = reeld::config::parse_document(file, problems);
    BOOST_REQUIRE(node);
    BOOST_TEST(node->find("b")->text == "two");
    BOOST_TEST(node->find("b")->where.line == 2);
    BOOST_TEST(node->find("b")->where.column == 4);
    BOOST_TEST(node->find("b")->where.length == 3);
}

BOOST_AUTO_TEST_CASE(a_key_set_twice_is_refused_and_the_first_counts)
{
    BOOST_TEST(mistakes("a: 1\nb: 2\na: 3\n") == "3:1 'a' is set twice (first in line 1)\n");
    BOOST_TEST(mistakes("x: {a: 1, a: {b: 2}}\n") == "1:11 'a' is set twice (first in line 1)\n");
}

BOOST_AUTO_TEST_CASE(several_mistakes_are_all_told)
{
    BOOST_TEST(mistakes("a: &x 1\nb: *x\nc: !!str 1\n? [k]\n: 1\na: 2\n") ==
               "1:4 anchors (&) and aliases (*) are not used here: write the value out, or quote it if it is text\n"
               "2:4 anchors (&) and aliases (*) are not used here: write the value out, or quote it if it is text\n"
               "3:4 tags (!) are not used here: quote the value if it is text\n"
               "4:3 the name of an option must be plain text\n"
               "6:1 'a' is set twice (first in line 1)\n");
}

BOOST_AUTO_TEST_CASE(what_the_parser_misreads_without_a_word_is_refused)
{
    BOOST_TEST(mistakes("a: 'unclosed\nb: 1\n") == "1:4 the quote is not closed\n");
    BOOST_TEST(mistakes("a: \"un\\\"closed\n") == "1:4 the quote is not closed\n");
    BOOST_TEST(mistakes("a: 1\nb\n") == "2:1 ':' is missing after 'b'\n");
    BOOST_TEST(mistakes("  a: 1\n b: 2\n") == "2:2 the indentation does not fit the lines above\n");
    BOOST_TEST(mistakes("a: 1\n---\nb: 2\n") == "2:1 only one document fits in a file: remove the '---'\n");
    BOOST_TEST(mistakes("a: x\x04 b\n") == "1:5 a control character: remove it\n");
    BOOST_TEST(mistakes("a: \xe9\n") == "1:4 not UTF-8 text: save the file in that encoding\n");
}

BOOST_AUTO_TEST_CASE(syntax_errors_say_what_to_look_for)
{
    BOOST_TEST(mistakes("a: b: c\n") ==
               "1:5 a ':' where none can be: check the indentation, and quote text that holds ': '\n");
    BOOST_TEST(mistakes("a: 1\n\tb: 2\n") == "2:1 a tab in the indentation: YAML wants spaces\n");
    BOOST_TEST(mistakes("a: [1, 2\nb: 3\n").ends_with("a '[' is not closed, or a ',' is missing\n"));
    BOOST_TEST(mistakes("a: @home\n") == "1:4 text that begins with this character must be quoted\n");
    BOOST_TEST(mistakes("a: \"\\q\"\n") == "1:7 not valid YAML: unknown escape character: q\n");
    BOOST_TEST(mistakes("b: x\ty # tabs\twhere they do no harm\n") == "");
}

BOOST_AUTO_TEST_CASE(bombs_are_refused_early)
{
    BOOST_TEST(mistakes(std::string(100, '[')).find("nested too deeply") != std::string::npos);
    BOOST_TEST(mistakes(std::string(100'000, '[')).find("nested too deeply") != std::string::npos);
    std::string many = "a: [";
    for (int i = 0; i < 20'000; ++i)
        many += "1, ";
    BOOST_TEST(mistakes(many + "1]\n").find("more values than a configuration can need") != std::string::npos);
    // "Billion laughs": an alias is refused, and never expanded.
    BOOST_TEST(mistakes("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n").find("anchors") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_file_that_cannot_be_read_is_told_by_name, reel_test::temp_dir)
{
    const auto told = [](const std::filesystem::path& path) {
        reel::config_problems problems;
        BOOST_TEST(!reeld::config::read_file(path, problems));
        return config_test::told(problems);
    };
    BOOST_TEST(told(path() / "absent.yaml") == "cannot be read: No such file or directory\n");
    BOOST_TEST(told(path()) == "is not a file\n");
    BOOST_REQUIRE(::mkfifo((path() / "pipe").c_str(), 0600) == 0);
    BOOST_TEST(told(path() / "pipe") == "is not a file\n");
    BOOST_TEST(told(write("big.yaml", std::string(300'000, '#'))) ==
               "is larger than 256 KiB, which a configuration cannot need\n");
}

BOOST_AUTO_TEST_SUITE_END()
