// SPDX-License-Identifier: MIT
#include "core/model/sse.hpp"

#include <algorithm>

namespace reeld::model
{

namespace
{

constexpr std::size_t longest_event = 4u << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Some servers leave out the empty lines between events; JSON on several lines is never continued by either of these.
bool begins_an_event(std::string_view data)
{
    return data.starts_with('{') || data.starts_with("[DONE]");
}

} // namespace

reel::result<void> sse_reader::feed(std::string_view piece)
{
    while (!piece.empty())
    {
        if (std::exchange(after_cr_, false) && piece[0] == '\n') // of a CRLF
            piece.remove_prefix(1);
        const auto end = piece.find_first_of("\r\n");
        if (line_.size() + data_.size() + std::min(piece.size(), end) > longest_event)
            return reel::error{reel::errc::validation, "the language model's answer is too long"};
        if (end == piece.npos)
        {
            line_ += piece;
            return {};
        }
        after_cr_ = piece[end] == '\r';
        auto line = piece.substr(0, end);
        if (!line_.empty())
            line = line_ += line;
        auto taken = take_line(line);
        line_.clear();
        if (!taken)
            return taken;
        piece.remove_prefix(end + 1);
    }
    return {};
}

reel::result<void> sse_reader::finish()
{
    const auto last = std::exchange(line_, {});
    if (auto taken = take_line(last); !taken || last.empty())
        return taken;
    return dispatch();
}

reel::result<void> sse_reader::take_line(std::string_view line)
{
    if (std::exchange(first_line_, false) && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    if (line.empty())
        return dispatch();
    std::string as_data;
    if (line.starts_with("error: {")) // llama.cpp, in place of data
        line = as_data = R"(data: {"error":)" + std::string{line.substr(7)} + "}";
    constexpr std::string_view field = "data";
    if (!line.starts_with(field) || (line.size() > field.size() && line[field.size()] != ':'))
        return {}; // a comment, or a field that chat completions do not use
    line.remove_prefix(std::min(line.size(), field.size() + 1));
    if (line.starts_with(' '))
        line.remove_prefix(1);
    if (!data_.empty() && begins_an_event(line))
        if (auto taken = dispatch(); !taken)
            return taken;
    if (!data_.empty())
        data_ += '\n';
    data_ += line;
    return {};
}

reel::result<void> sse_reader::dispatch()
{
    if (data_.empty())
        return {};
    const auto data = std::exchange(data_, {});
    return on_data_(data);
}

} // namespace reeld::model
