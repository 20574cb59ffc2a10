// SPDX-License-Identifier: MIT
#include "core/channels/line.hpp"

#include "core/channels/reception.hpp"

#include <utility>

namespace reeld::channels
{

namespace
{

constexpr std::string_view only_text = "I can read text only, no pictures or recordings. Please say it in words.";

bool blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

reel::chat_reply saying(std::string text)
{
    reel::chat_reply out;
    out.text = std::move(text);
    return out;
}

} // namespace

line::line(reception& house, std::string instance)
    : house_{house}, instance_{std::move(instance)}, quiet_{house.deps_.executor}
{
    quiet_.set();
}

line::~line() = default;

void line::open(reel::Channel& channel)
{
    channel_ = &channel;
    house_.open_[instance_] = this; // in place of the line of an instance that this one follows
}

void line::close() noexcept
{
    if (const auto found = house_.open_.find(instance_); found != house_.open_.end() && found->second == this)
        house_.open_.erase(found);
}

reel::awaitable<void> line::drain()
{
    close();
    co_await quiet_.wait();
}

std::optional<reel::caller> line::caller(std::string_view account) const
{
    if (!channel_ || account.empty())
        return {};
    for (const auto& user : house_.deps_.users())
        if (const auto link = user.links.find(channel_->link()); link != user.links.end())
            if (channel_->means(link->second, account))
                return reel::caller{user.name, user.role, user.links};
    return {};
}

bool line::knows(std::string_view account) const
{
    return caller(account).has_value();
}

std::string line::place(std::string_view conversation) const
{
    return (instance_ + ':').append(conversation);
}

reel::chat_reply line::refuse(const std::string& account, const std::string& name)
{
    if (!channel_)
        return {};
    const std::string link{channel_->link()};
    if (!house_.strangers_.note(instance_, link, account, name))
        return {};
    house_.deps_.log.info("Somebody unknown wrote and was refused; /api/status lists them", {{"channel", instance_}});
    return saying("Sorry, I talk only to people of this house, and I do not know you yet. Ask the owner to add you (" +
                  link + ": " + account + ").");
}

reel::awaitable<reel::chat_reply> line::say(reel::chat_message message)
{
    const auto who = caller(message.account);
    if (!who)
        co_return refuse(message.account, message.name);
    house_.strangers_.forget(instance_, message.account);
    const auto here = place(message.conversation);
    if (blank(message.text))
        co_return saying(told_to_use_words_.insert(here).second ? std::string{only_text} : "");
    told_to_use_words_.erase(here);
    if (!house_.deps_.say)
        co_return saying("There is nobody here to talk to: no conversation is set up.");
    conversation::incoming heard{*who, here, std::move(message.text), std::move(message.id),
                                 std::string{channel_->format()}};
    auto said = co_await house_.deps_.say(std::move(heard));
    co_return house_.reply(*who, std::move(said));
}

reel::awaitable<reel::chat_reply> line::decide(std::string account, std::string token, bool yes)
{
    const auto who = caller(account);
    if (!who)
        co_return refuse(account, {});
    if (!house_.deps_.decide)
        co_return reel::chat_reply{};
    conversation::button pressed{*who, std::move(token), yes, std::string{channel_->format()}};
    auto said = co_await house_.deps_.decide(std::move(pressed));
    co_return house_.reply(*who, std::move(said));
}

void line::delivered(std::string_view account, std::string_view conversation, std::string_view message_id)
{
    const auto who = caller(account);
    if (who && house_.deps_.delivered && !message_id.empty())
        house_.deps_.delivered(*who, place(conversation), message_id);
}

reel::awaitable<reel::webhook_answer> line::webhook(reel::webhook_request request)
{
    struct under_way // also when it is cancelled or throws
    {
        line& of;
        explicit under_way(line& l) : of{l}
        {
            ++of.webhooks_;
            of.quiet_.reset();
        }
        ~under_way()
        {
            if (--of.webhooks_ == 0)
                of.quiet_.set();
        }
    } mark{*this};
    co_return co_await channel_->webhook(std::move(request));
}

} // namespace reeld::channels
