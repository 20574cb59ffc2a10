// SPDX-License-Identifier: MIT
#include "core/system/memory.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/mman.h>

#include <cstddef>
#include <cstring>

BOOST_AUTO_TEST_CASE(touched_memory_shows_up_as_resident)
{
    constexpr std::size_t size = std::size_t{64} * 1024 * 1024;
    const auto before = reeld::system::resident_bytes();
    BOOST_TEST(before > 1024U * 1024U);
    void* pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    BOOST_REQUIRE(pages != MAP_FAILED);
    std::memset(pages, 1, size);
    BOOST_TEST(reeld::system::resident_bytes() >= before + size / 2);
    ::munmap(pages, size);
}
