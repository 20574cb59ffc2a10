// SPDX-License-Identifier: MIT
#include "core/plugin/library.hpp"

#include <reel/plugin.hpp>

#include <string>

#include <dlfcn.h>

namespace reeld::plugin
{

namespace
{

reel::error refused(std::string why)
{
    return {reel::errc::internal, std::move(why)};
}

/// dlerror() begins with the file's name, which the reader of the refusal knows.
std::string loader_said(const std::filesystem::path& file)
{
    const char* said = ::dlerror();
    std::string text = said ? said : "unknown error";
    if (const auto prefix = file.string() + ": "; text.starts_with(prefix))
        text.erase(0, prefix.size());
    return text;
}

} // namespace

reel::result<const reel_plugin_descriptor*> open_library(const std::filesystem::path& file)
{
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        return refused("cannot be loaded: " + loader_said(file));
    auto* query = reinterpret_cast<reel_plugin_query_fn*>(::dlsym(library, "reel_plugin_query"));
    if (!query)
        return refused("entry point: wanted reel_plugin_query, found none (is it a plugin?)");
    const auto* descriptor = query();
    if (!descriptor)
        return refused("descriptor: wanted one from reel_plugin_query, found none");
    return descriptor;
}

} // namespace reeld::plugin
