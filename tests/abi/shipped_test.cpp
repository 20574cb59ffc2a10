// SPDX-License-Identifier: MIT
// What the plugins of this tree must keep to, read from the files themselves: nothing of theirs runs before the handshake, and
// they bring no library of their own.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <regex>
#include <string>

namespace
{

std::string output_of(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
    std::string text;
    char buffer[4096];
    while (pipe)
    {
        const auto n = std::fread(buffer, 1, sizeof buffer, pipe.get());
        if (n == 0)
            break;
        text.append(buffer, n);
    }
    return text;
}

template <class Check>
void for_each_shipped(Check check)
{
    const char* build = std::getenv("REEL_BUILD_DIR");
    BOOST_REQUIRE_MESSAGE(build, "set REEL_BUILD_DIR to the build directory, or run this through ctest");
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{build} / "plugins"})
        if (entry.path().extension() == ".so")
        {
            BOOST_TEST_CONTEXT(entry.path().string()) check(entry.path().string());
            ++seen;
        }
    BOOST_TEST(seen > 0, "no plugin was built");
}

} // namespace

BOOST_AUTO_TEST_SUITE(shipped)

BOOST_AUTO_TEST_CASE(plugins_export_their_entry_point_alone)
{
    for_each_shipped([](const std::string& file) {
        const auto symbols = output_of("nm -D --defined-only --format=posix '" + file + "'");
        BOOST_TEST(symbols.starts_with("reel_plugin_query "));
        BOOST_TEST(std::count(symbols.begin(), symbols.end(), '\n') == 1, symbols);
    });
}

BOOST_AUTO_TEST_CASE(plugins_need_nothing_that_could_be_a_second_copy)
{
    const std::regex allowed{
        R"(lib(reel-sdk\.so\.1|boost_json\.so\.[0-9.]+|boost_container\.so\.[0-9.]+|boost_url\.so\.[0-9.]+|boost_system\.so\.[0-9.]+)"
        R"(|ssl\.so\.3|crypto\.so\.3|utf8proc\.so\.[0-9]+|z\.so\.1|stdc\+\+\.so\.6|m\.so\.6|gcc_s\.so\.1|c\.so\.6)"
        R"(|asan\.so\.[0-9]+|tsan\.so\.[0-9]+|ubsan\.so\.[0-9]+)|ld-linux.*)"};
    for_each_shipped([&](const std::string& file) {
        const auto text = output_of("readelf -dW '" + file + "'");
        const std::regex needed{R"(\(NEEDED\).*\[(.*)\])"};
        bool sdk = false;
        for (std::sregex_iterator one{text.begin(), text.end(), needed}, end; one != end; ++one)
        {
            const auto library = (*one)[1].str();
            BOOST_TEST(std::regex_match(library, allowed), library + " is not among what the SDK links");
            sdk |= library == "libreel-sdk.so.1";
        }
        BOOST_TEST(sdk, "does not link libreel-sdk.so.1");
    });
}

BOOST_AUTO_TEST_CASE(plugins_have_no_globals)
{
    for_each_shipped([](const std::string& file) {
        // Objects of a plugin's own namespace that are filled at run time; statics of functions have the function's "(" in them.
        const auto symbols =
            output_of("nm -C '" + file + "' | grep -E ' [bB] reel_[a-z_]+::([(]anonymous namespace[)]::)?[a-z_:]+$'");
        BOOST_TEST(symbols.empty(), "a global runs code before the handshake, and outlives stop(): " + symbols);
    });
}

BOOST_AUTO_TEST_SUITE_END()
