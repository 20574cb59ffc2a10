// SPDX-License-Identifier: MIT
// What goes wrong on purpose, by path prefix. The newest fault whose prefix fits is taken, until its count is used up or it
// is cleared. Loop thread only; says what is to happen, `connection` does it.
#pragma once

#include <reel/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim
{

enum class fault_kind : std::uint8_t
{
    refuse,  ///< the connection is reset
    stall,   ///< no answer, ever
    delay,   ///< the answer, `argument` ms late (1000)
    cut,     ///< `argument` bytes of the body (half), then the connection is closed
    hang,    ///< `argument` bytes of the body (half), then nothing more
    drip,    ///< the answer at `argument` bytes a second (1000)
    garbage, ///< bytes that are not JSON, called JSON
    shape,   ///< JSON of another shape: 0 no container, 1 a container that is a list, 2 rows that are not objects
    html,    ///< a page of somebody's proxy, with status 200
    status,  ///< `code` and its page; with 429, `argument` is Retry-After (1)
};

struct fault
{
    std::string path; ///< prefix
    fault_kind kind = fault_kind::stall;
    int code = 0; ///< of `status`
    std::optional<std::uint64_t> argument;
    int times = -1; ///< how often yet; -1: until cleared
};

/// "/library/sections/2/all=cut:4096", "/=500*3", "/library=429:30": PATH=KIND[:ARGUMENT][*TIMES], where KIND is one of the
/// above or a status code.
reel::result<fault> parse_fault(std::string_view text);
/// The inverse.
std::string to_string(const fault& f);

class fault_plan
{
public:
    void add(fault f) { faults_.push_back(std::move(f)); }
    /// Those of exactly this prefix; "" for all.
    void clear(std::string_view path = {});
    /// The fault for this request, counted.
    std::optional<fault> take(std::string_view path);
    const std::vector<fault>& list() const noexcept { return faults_; }

private:
    std::vector<fault> faults_;
};

} // namespace reel_sim
