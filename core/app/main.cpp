// SPDX-License-Identifier: MIT
#include "core/app/app.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    try
    {
        const auto asked = reeld::app::parse_command_line(argc, argv);
        if (const auto* status = std::get_if<int>(&asked))
            return *status;
        return reeld::app::run(std::get<reeld::app::command>(asked));
    }
    catch (const std::exception& e)
    {
        std::fprintf(stderr, "reeld: %s\n", e.what());
        return reeld::app::exit_failure;
    }
}
