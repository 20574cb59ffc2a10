// SPDX-License-Identifier: MIT
// What background tasks throw, in the log: nobody awaits them, so nobody else would hear of it.
#pragma once

#include <reel/log.hpp>

#include <exception>
#include <string>
#include <utility>

namespace reel
{

/// For the constructor of a task_group, which `log` must outlive. A task that throws is a defect.
inline auto log_failures(const logger& log)
{
    return [&log](const std::string& task, std::exception_ptr what) {
        std::string why = "something that is not a std::exception";
        try
        {
            std::rethrow_exception(std::move(what));
        }
        catch (const std::exception& e)
        {
            why = e.what();
        }
        catch (...)
        {}
        log.error("A background task failed because of a defect", {{"task", task}, {"what", why}});
    };
}

} // namespace reel
