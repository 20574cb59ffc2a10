// SPDX-License-Identifier: MIT
#define BOOST_TEST_MODULE reeld
#include <boost/test/unit_test.hpp>
