// SPDX-License-Identifier: MIT
// The plugin ABI: one C symbol leads to a POD descriptor that the daemon checks, field by field, before it touches any
// C++ type of the plugin. docs/abi.md says what is checked, in which order, and when the numbers change.
//
//     REEL_PLUGIN("weather", "Weather", "1.0.0", "forecasts unavailable", reel_weather::options,
//     reel_weather::provider)
#pragma once

#include <reel/asio.hpp>
#include <reel/config.hpp>
#include <reel/host.hpp>
#include <reel/option.hpp>
#include <reel/tool_provider.hpp>

#include <asio/version.hpp>
#include <boost/version.hpp>

#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace reel
{

inline constexpr std::uint32_t abi_major = 1; ///< changes when anything a plugin sees changes its layout or meaning
inline constexpr std::uint32_t abi_minor = 0; ///< grows when something is added that an older plugin does not need
inline constexpr std::uint64_t abi_magic = 0x31564B4C4545'52; // "REELKV1"

/// What creating an instance brings forth. Destroyed by the plugin's own `destroy`.
struct created
{
    ToolProvider* provider = nullptr; ///< nullptr when `problems` grew
    std::vector<std::string> missing; ///< what to set before it can run; empty: configured
};

/// What the owner may set in a plugin's file beyond the core's own keys; made on demand.
using option_infos = std::vector<option_info>;

} // namespace reel

extern "C"
{
    /// Read by the daemon as plain data. Never reordered; grows at the end only, with abi_minor.
    struct reel_plugin_descriptor
    {
        std::uint64_t magic;
        std::uint32_t size; ///< of this struct, as the plugin knows it
        std::uint32_t abi_major;
        std::uint32_t abi_minor;
        const char* fingerprint;            ///< see REEL_FINGERPRINT
        const void* (*identity)() noexcept; ///< an address that is equal exactly when both sides share one Asio
        const char* name;                   ///< = the file's stem
        const char* title;                  ///< for people: "Weather"
        const char* version;
        const char* without; ///< what is lost while it is not configured: "library checks unavailable"
        void (*options)(reel::option_infos& out);
        void (*create)(reel::host& host, const reel::config_node& node, const reel::config_environment& env,
                       reel::config_problems& problems, reel::created& out);
        void (*destroy)(reel::ToolProvider* provider) noexcept;
    };

    using reel_plugin_query_fn = const reel_plugin_descriptor*() noexcept;
}

// What must be equal for C++ types to mean the same on both sides: compiler, standard library, Asio, Boost, and the
// build switches that change layouts. Compared as one string.
#define REEL_STR_(x) #x
#define REEL_STR(x) REEL_STR_(x)
#if defined(__clang__)
#define REEL_FP_COMPILER "clang-" REEL_STR(__clang_major__)
#else
#define REEL_FP_COMPILER "gcc-" REEL_STR(__GNUC__)
#endif
#if defined(__SANITIZE_ADDRESS__)
#define REEL_FP_SANITIZER "asan"
#elif defined(__SANITIZE_THREAD__)
#define REEL_FP_SANITIZER "tsan"
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define REEL_FP_SANITIZER "asan"
#elif __has_feature(thread_sanitizer)
#define REEL_FP_SANITIZER "tsan"
#endif
#endif
#ifndef REEL_FP_SANITIZER
#define REEL_FP_SANITIZER "none"
#endif
#ifdef _GLIBCXX_DEBUG
#define REEL_FP_DEBUG "debug"
#else
#define REEL_FP_DEBUG "release"
#endif
#define REEL_FINGERPRINT                                                                                                \
    REEL_FP_COMPILER                                                                                                    \
    " cxxabi-" REEL_STR(__GXX_ABI_VERSION) " libstdc++-" REEL_STR(_GLIBCXX_RELEASE) " string-" REEL_STR(                \
        _GLIBCXX_USE_CXX11_ABI) " asio-" REEL_STR(ASIO_VERSION) " boost-" REEL_STR(BOOST_VERSION) " sanitizer"          \
                                                                                                  "-" REEL_FP_SANITIZER \
                                                                                                  " stl"                \
                                                                                                  "-" REEL_FP_DEBUG

#define REEL_PLUGIN(plugin_name, plugin_title, plugin_version, plugin_without, plugin_options, plugin_provider)        \
    extern "C" REEL_API const reel_plugin_descriptor* reel_plugin_query() noexcept                                     \
    {                                                                                                                  \
        static constexpr reel_plugin_descriptor descriptor{                                                            \
            ::reel::abi_magic,                                                                                         \
            sizeof(reel_plugin_descriptor),                                                                            \
            ::reel::abi_major,                                                                                         \
            ::reel::abi_minor,                                                                                         \
            REEL_FINGERPRINT,                                                                                          \
            []() noexcept -> const void* { return &::asio::error::get_misc_category(); },                              \
            plugin_name,                                                                                               \
            plugin_title,                                                                                              \
            plugin_version,                                                                                            \
            plugin_without,                                                                                            \
            [](::reel::option_infos& out) { out = ::reel::detail::table_of(plugin_options()).describe(); },            \
            [](::reel::host& host, const ::reel::config_node& node, const ::reel::config_environment& env,             \
               ::reel::config_problems& problems, ::reel::created& out) {                                              \
                ::reel::detail::create_provider<plugin_provider>(::reel::detail::table_of(plugin_options()), host,     \
                                                                 node, env, problems, out);                            \
            },                                                                                                         \
            [](::reel::ToolProvider* provider) noexcept { delete provider; }};                                         \
        return &descriptor;                                                                                            \
    }                                                                                                                  \
    static_assert(true, "a semicolon follows")

namespace reel::detail
{

template <class Config>
options<Config> table_of(options<Config> table)
{
    return table;
}
template <class Row>
auto table_of(Row&& row) -> decltype(std::forward<Row>(row).table())
{
    return std::forward<Row>(row).table();
}

template <class Provider, class Config>
void create_provider(const options<Config>& table, host& host, const config_node& node, const config_environment& env,
                     config_problems& problems, created& out)
{
    Config config;
    const auto before = problems.list().size();
    out.missing = table.read(config, node, env, problems);
    if (problems.list().size() == before)
        out.provider = new Provider(host, std::move(config));
}

} // namespace reel::detail
