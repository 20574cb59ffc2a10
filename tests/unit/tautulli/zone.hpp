// SPDX-License-Identifier: MIT
// Another time zone for as long as it lives.
#pragma once

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace tautulli_test
{

class zone
{
public:
    explicit zone(const char* name)
    {
        if (const char* now = std::getenv("TZ"))
            before_ = now;
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    zone(const zone&) = delete;
    zone& operator=(const zone&) = delete;
    ~zone()
    {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }

private:
    std::optional<std::string> before_;
};

} // namespace tautulli_test
