// SPDX-License-Identifier: MIT
#include "core/system/memory.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_CASE(touched_memory_shows_up_as_resident)
{
    const auto before = reeld::system::resident_bytes();
    BOOST_TEST(before > 1024U * 1024U);
    const std::vector<char> touched(64 * 1024 * 1024, 'x');
    BOOST_TEST(reeld::system::resident_bytes() >= before + touched.size() / 2);
}
