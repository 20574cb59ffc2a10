// SPDX-License-Identifier: MIT
// The web page at `/` and its parts: the same for everybody, so they need no token; browsers keep them and ask whether they
// have changed. What people see comes from /api, which the page asks like any other client.
#pragma once

#include "core/http/router.hpp"

namespace reeld::web
{

void add_routes(http::router& routes);

} // namespace reeld::web
