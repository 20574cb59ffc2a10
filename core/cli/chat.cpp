// SPDX-License-Identifier: MIT
#include "core/cli/chat.hpp"

#include "core/cli/text.hpp"
#include "core/model/sse.hpp"

#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace reeld::cli
{

namespace json = boost::json;

namespace
{

std::string_view text_of(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

/// Safe to print, with its line breaks.
std::string clean_lines(std::string_view text)
{
    std::string out;
    for (;;)
    {
        const auto end = text.find('\n');
        out += clean(text.substr(0, end));
        if (end == text.npos)
            return out;
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

class conversation
{
public:
    conversation(const chat_command& what, const live_transport& send, const chat_console& console,
                 std::string_view url)
        : what_{what},
          send_{send},
          console_{console},
          url_{url},
          path_{"/api/conversations/" + boost::urls::encode(what.conversation, boost::urls::unreserved_chars)}
    {}

    /// One message and its answer, and what follows from that.
    exit_code say(const std::string& text);

private:
    exit_code post(const std::string& path, const json::object& body);
    reel::result<void> hear(std::string_view data);
    void write(std::string_view text);
    void end_line();

    const chat_command& what_;
    const live_transport& send_;
    const chat_console& console_;
    std::string_view url_;
    std::string path_;

    std::string asks_;    ///< the token of what waits for a yes
    std::string failure_; ///< that the answer ended with
    bool done_ = false;
    bool in_line_ = false; ///< something stands on the line that is written
};

void conversation::write(std::string_view text)
{
    if (text.empty())
        return;
    in_line_ = text.back() != '\n';
    console_.write(text);
}

void conversation::end_line()
{
    if (in_line_)
        write("\n");
}

reel::result<void> conversation::hear(std::string_view data)
{
    const auto event = object_of(data);
    const auto type = text_of(event, "type");
    if (type == "text")
        write(clean_lines(text_of(event, "text")));
    else if (type == "tool_started" && console_.note)
    {
        end_line();
        const auto title = text_of(event, "title");
        console_.note(clean(title.empty() ? text_of(event, "name") : title) + " …");
    }
    else if (type == "confirm")
        asks_ = text_of(event, "token");
    else if (type == "error")
        failure_ = clean(text_of(event, "error"));
    done_ = done_ || type == "done" || type == "error";
    return {};
}

exit_code conversation::post(const std::string& path, const json::object& body)
{
    asks_.clear();
    failure_.clear();
    done_ = false;
    bool heard = false;
    std::string whole;
    model::sse_reader events{[this](std::string_view data) { return hear(data); }};
    const auto r = send_(path_ + path, json::serialize(body), [&](std::string_view piece) {
        heard = true;
        if (what_.json)
            whole += piece;
        else
            (void)events.feed(piece); // hear() takes what comes
    });
    end_line();
    if (!r && !done_)
    {
        console_.complain(heard ? "the connection to the daemon broke off" : no_daemon(url_, r.error()));
        return exit_code::unreachable;
    }
    if (r && r->status != 200)
    {
        console_.complain(complaint(*r));
        return code_of(r->status);
    }
    if (what_.json)
    {
        write(whole + "\n");
        const auto said = object_of(whole);
        if (const auto* open = said.if_contains("confirm"); open && open->is_object())
            asks_ = text_of(open->get_object(), "token");
        return exit_code::ok;
    }
    if (!done_)
        failure_ = "the answer was cut off; please ask again";
    if (failure_.empty())
        return exit_code::ok;
    console_.complain(failure_);
    return exit_code::failed;
}

exit_code conversation::say(const std::string& text)
{
    bool agreed = true;
    auto code = post("/messages", {{"text", text}, {"format", "plain"}});
    while (code == exit_code::ok && !asks_.empty())
    {
        if (!console_.agree)
            return exit_code::unconfirmed;
        agreed = console_.agree();
        code = post("/confirm", {{"token", asks_}, {"yes", agreed}});
    }
    return code == exit_code::ok && !agreed ? exit_code::unconfirmed : code;
}

} // namespace

exit_code chat(const chat_command& what, const live_transport& send, const chat_console& console, std::string_view url)
{
    if (what.conversation.empty() || what.conversation.find('/') != std::string::npos)
    {
        console.complain("a conversation needs a name, without '/'");
        return exit_code::usage;
    }
    conversation talk{what, send, console, url};
    if (!what.text.empty())
        return talk.say(what.text);
    auto code = exit_code::ok;
    while (const auto line = console.read_line())
        if (line->find_first_not_of(" \t\r") != std::string::npos)
            code = talk.say(*line);
    return code;
}

} // namespace reeld::cli
