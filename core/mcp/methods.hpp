// SPDX-License-Identifier: MIT
// The methods of both eras: one table each, from a name to the function that answers.
#pragma once

#include "core/mcp/service.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reeld::mcp
{

/// Writes a result: its members, and those of its `_meta`.
class result_writer : public object_writer
{
public:
    using object_writer::object_writer;
    void meta(std::string_view name, std::string_view json);
    /// Adds what the era wants in every result, and closes the object.
    void end(const service& s, const exchange& x);

    std::string_view type = "complete"; ///< modern: a literal

private:
    std::string meta_;
};

/// Writes the members of the result, or says why there is none.
using method_function = reel::awaitable<std::optional<rpc_error>> (*)(service&, exchange&, result_writer& result);

struct method
{
    std::string_view name;
    method_function run;
};

std::span<const method> methods_of(era e);

/// Answers the request of `x`, both outliving it: afterwards x.done(), unless it was cancelled.
reel::awaitable<void> answer(service& s, exchange& x);

/// What the modern era asks of each request's `_meta`: a version that we speak, and the client's capabilities.
std::optional<rpc_error> check_meta(const message& m);

/// Whether the `_meta` of a request says that it is of the modern era.
bool is_modern(const message& m);

} // namespace reeld::mcp
