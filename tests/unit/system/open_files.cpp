// SPDX-License-Identifier: MIT
#include "core/system/open_files.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

BOOST_AUTO_TEST_CASE(as_many_files_may_be_open_as_the_system_allows)
{
    rlimit before{};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit low = before;
    low.rlim_cur = 128;
    BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    reeld::system::raise_open_file_limit();
    rlimit after{};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    BOOST_TEST(after.rlim_cur == before.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &before);
}
