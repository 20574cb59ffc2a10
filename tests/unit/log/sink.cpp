// SPDX-License-Identifier: MIT
#include "core/log/sink.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <cstdlib>
#include <regex>
#include <string>

using namespace std::string_literals;
using reeld::log::format;

namespace
{

/// A file in memory that a sink writes to.
class captured
{
public:
    ~captured()
    {
        std::fclose(file_);
        std::free(text_);
    }
    std::FILE* file() { return file_; }
    std::string text() { return std::fflush(file_), std::string{text_, size_}; }

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
    std::FILE* file_ = ::open_memstream(&text_, &size_);
};

struct sink_fixture
{
    std::string written(reeld::log::sink_settings settings, auto speak)
    {
        {
            reeld::log::sink sink{settings, out.file()};
            speak(reel::logger{sink, "plex"});
        }
        return out.text();
    }
    captured out;
};

const auto warn_once = [](const reel::logger& log) { log.warn("Section could not be read", {{"section", "Films"}}); };

} // namespace

BOOST_FIXTURE_TEST_SUITE(sink, sink_fixture)

BOOST_AUTO_TEST_CASE(plain_is_time_level_scope_message_fields)
{
    const auto line = written({.as = format::plain}, warn_once);
    const std::regex form{
        R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} warning \[plex\] Section could not be read section=Films\n)"};
    BOOST_TEST(std::regex_match(line, form), line);
}

BOOST_AUTO_TEST_CASE(json_is_one_object_a_line)
{
    const auto line = written({.as = format::json}, warn_once);
    const auto record = boost::json::parse(line).as_object();
    BOOST_TEST(record.at("level").as_string() == "warning");
    BOOST_TEST(record.at("section").as_string() == "Films");
    BOOST_TEST(std::regex_match(std::string{record.at("time").as_string()},
                                std::regex{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"}));
    BOOST_TEST(line.back() == '\n');
}

BOOST_AUTO_TEST_CASE(the_journal_gets_a_priority_and_no_time)
{
    BOOST_TEST(written({.level = reel::log_level::debug, .as = format::journal}, [](const reel::logger& log) {
                   log.debug("d");
                   log.info("i");
                   log.warn("w");
                   log.error("e");
               }) == "<7>[plex] d\n<6>[plex] i\n<4>[plex] w\n<3>[plex] e\n");
}

BOOST_AUTO_TEST_CASE(below_its_level_a_sink_is_silent_and_the_level_can_change)
{
    BOOST_TEST(written({.level = reel::log_level::warn, .as = format::journal},
                       [](const reel::logger& log) { log.info("unheard"); }) == "");
    reeld::log::sink sink{{.level = reel::log_level::warn, .as = format::journal}, out.file()};
    BOOST_TEST(!sink.enabled(reel::log_level::info));
    sink.set_level(reel::log_level::debug);
    BOOST_TEST(sink.enabled(reel::log_level::debug));
}

BOOST_AUTO_TEST_CASE(a_record_that_repeats_is_summed_up)
{
    const auto text = written({.as = format::journal}, [](const reel::logger& log) {
        for (int i = 0; i < 46; ++i)
            log.info("again");
    });
    BOOST_TEST(text == "<6>[plex] again\n<6>[plex] again\n<6>[plex] again\n<6>[plex] again\n<6>[plex] again\n"
                       "<6>[plex] again (repeated 41 times)\n");
}

BOOST_AUTO_TEST_CASE(a_repeated_json_record_says_how_often)
{
    const auto text = written({.as = format::json}, [](const reel::logger& log) {
        for (int i = 0; i < 7; ++i)
            log.info("again");
    });
    const auto last = text.substr(text.rfind('\n', text.size() - 2) + 1);
    BOOST_TEST(boost::json::parse(last).at("repeated").as_int64() == 2);
}

BOOST_AUTO_TEST_CASE(the_journal_is_found_by_what_the_stream_really_is)
{
    std::FILE* file = std::tmpfile();
    struct stat st{};
    BOOST_REQUIRE(::fstat(::fileno(file), &st) == 0);
    ::setenv("JOURNAL_STREAM", (std::to_string(st.st_dev) + ":" + std::to_string(st.st_ino)).c_str(), 1);
    {
        reeld::log::sink sink{{}, file};
        warn_once(reel::logger{sink, "plex"});
    }
    std::rewind(file);
    char first[4] = {};
    BOOST_TEST(std::fread(first, 1, 3, file) == 3U);
    BOOST_TEST(first == "<4>"s);
    std::fclose(file);

    ::setenv("JOURNAL_STREAM", "1:1", 1); // inherited, but not where this file leads
    BOOST_TEST(written({}, warn_once).find("warning [plex]") != std::string::npos);
    ::unsetenv("JOURNAL_STREAM");
}

BOOST_AUTO_TEST_SUITE_END()
