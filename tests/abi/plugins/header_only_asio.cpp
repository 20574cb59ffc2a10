// SPDX-License-Identifier: MIT
// The mistake that links without a word: one file of the plugin is compiled without the SDK's definitions, and brings a second
// Asio with it.
#include <asio/error.hpp>

#if defined(ASIO_DYN_LINK) || defined(ASIO_SEPARATE_COMPILATION)
#error "this file must be compiled as if it knew nothing of the SDK"
#endif

const void* a_category_of_its_own()
{
    return &asio::error::get_misc_category();
}
