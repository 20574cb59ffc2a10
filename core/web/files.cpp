// SPDX-License-Identifier: MIT
#include "core/web/files.hpp"

#include <array>

// What the assembler finds in the folder of the page, as NAME and NAME_end. CMake assembles anew when a file there changes.
#define REEL_TAKE_IN(name, file)                                                                                       \
    asm(".section .rodata\n"                                                                                           \
        ".hidden reel_page_" #name "\n.global reel_page_" #name "\nreel_page_" #name ":\n"                             \
        ".incbin \"" REEL_PAGE_FOLDER "/" file "\"\n"                                                                  \
        ".hidden reel_page_" #name "_end\n.global reel_page_" #name "_end\nreel_page_" #name "_end:\n"                 \
        ".byte 0\n.previous\n");                                                                                       \
    extern "C" __attribute__((visibility("hidden"))) const char reel_page_##name[];                                    \
    extern "C" __attribute__((visibility("hidden"))) const char reel_page_##name##_end[];

REEL_TAKE_IN(html, "page.html")
REEL_TAKE_IN(css, "page.css")
REEL_TAKE_IN(icon, "favicon.svg")
REEL_TAKE_IN(page, "page.js")
REEL_TAKE_IN(daemon, "daemon.js")
REEL_TAKE_IN(show, "show.js")
REEL_TAKE_IN(chat, "chat.js")
REEL_TAKE_IN(tools, "tools.js")

namespace reeld::web
{

namespace
{

std::string_view between(const char* begin, const char* end)
{
    return {begin, static_cast<std::size_t>(end - begin)};
}

} // namespace

std::span<const file> files()
{
    constexpr std::string_view script = "text/javascript; charset=utf-8";
    static const std::array<file, 8> all{{
        {"/", "text/html; charset=utf-8", between(reel_page_html, reel_page_html_end)},
        {"/favicon.svg", "image/svg+xml", between(reel_page_icon, reel_page_icon_end)},
        {"/page/page.css", "text/css; charset=utf-8", between(reel_page_css, reel_page_css_end)},
        {"/page/page.js", script, between(reel_page_page, reel_page_page_end)},
        {"/page/daemon.js", script, between(reel_page_daemon, reel_page_daemon_end)},
        {"/page/show.js", script, between(reel_page_show, reel_page_show_end)},
        {"/page/chat.js", script, between(reel_page_chat, reel_page_chat_end)},
        {"/page/tools.js", script, between(reel_page_tools, reel_page_tools_end)},
    }};
    return all;
}

} // namespace reeld::web
