// SPDX-License-Identifier: MIT
// Server-sent events (the event stream of the HTML standard), as far as chat completions use them: the data of each event,
// from bytes that are split anywhere. No I/O; any one thread.
#pragma once

#include <reel/error.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace reeld::model
{

class sse_reader
{
public:
    /// The view lives for the call only. An error ends the reading.
    using handler = std::function<reel::result<void>(std::string_view data)>;

    explicit sse_reader(handler on_data) : on_data_{std::move(on_data)} {}

    /// An error is the handler's, or `validation` for an event of more than a few MiB.
    reel::result<void> feed(std::string_view piece);
    /// The stream has ended: what it holds of a last event is one, for servers that leave out the empty line after it.
    reel::result<void> finish();

private:
    reel::result<void> take_line(std::string_view line);
    reel::result<void> dispatch();

    handler on_data_;
    std::string line_; ///< begun and not ended
    std::string data_; ///< of the event that is being read
    bool after_cr_ = false;
    bool first_line_ = true;
};

} // namespace reeld::model
