// SPDX-License-Identifier: MIT
#include "core/tool/invoker.hpp"

#include "core/confirm/preview.hpp"
#include "core/tool/flight.hpp"

#include <reel/config.hpp>
#include <reel/either.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

namespace reeld::tool
{

namespace
{

using reel::errc;
using reel::error;

constexpr auto sweep_interval = std::chrono::milliseconds{250};
constexpr std::size_t longest_name = 64;

error overloaded()
{
    return {errc::not_ready, "too many requests at once; try again in a moment"};
}

error not_an_object()
{
    return {errc::bad_argument, "the arguments must be a JSON object"};
}

error shutting_down()
{
    return {errc::cancelled, "the daemon is shutting down"};
}

/// How loudly a failure is logged: what the caller or the owner did is news, what an upstream did is a warning.
reel::log_level level_of(errc kind)
{
    switch (kind)
    {
    case errc::internal:
        return reel::log_level::error;
    case errc::connection:
    case errc::timeout:
    case errc::unauthorized:
    case errc::upstream:
    case errc::validation:
        return reel::log_level::warn;
    default:
        return reel::log_level::info;
    }
}

bool is_abort(const std::exception& e)
{
    const auto* system = dynamic_cast<const std::system_error*>(&e);
    return system && system->code() == asio::error::operation_aborted;
}

} // namespace

struct invoker::impl : std::enable_shared_from_this<impl>
{
    impl(asio::any_io_executor executor, registry& tools, reel::clock& clock, invoker_limits limits, reel::logger log)
        : executor{executor},
          tools{tools},
          clock{clock},
          limits{limits},
          log{std::move(log)},
          timer{executor},
          expiry{std::move(executor)},
          confirmations{clock, this->log, limits.confirm}
    {}

    std::optional<error> refusal(std::string_view name, const entry* tool, std::size_t in_flight,
                                 const call_options& options) const;
    error no_such_tool(std::string_view name) const;
    std::optional<error> admit(std::string_view name, const std::shared_ptr<const entry>& tool, std::size_t in_flight,
                               const boost::json::value& args, call_options& options);
    reel::awaitable<outcome> ask(const std::shared_ptr<const entry>& what, const boost::json::value& args,
                                 reel::call_context& context, confirm::pending* proposal, std::string place);
    void begin(flight& f, tool_stats& s);
    void end(flight& f, tool_stats& s, const reel::call_context& context, std::chrono::nanoseconds took);
    error why_it_ended(const flight& f) const;
    outcome what_was_thrown(const flight& f) const;
    void report(std::string_view name, tool_stats* s, const reel::call_context& call, const outcome& said,
                std::chrono::nanoseconds took) const;
    void arm();
    void sweep();
    void expire_later();
    template <class Which>
    void cancel_all(ending because, Which which);
    bool settled(const drainer& d) const;

    asio::any_io_executor executor;
    registry& tools;
    reel::clock& clock;
    invoker_limits limits;
    reel::logger log;
    asio::steady_timer timer;
    asio::steady_timer expiry; // so that the log hears of what nobody answered
    confirm::ledger confirmations;
    std::function<reel::role(const reel::caller&)> role_now;
    bool armed = false;
    bool closed = false;
    std::uint64_t next_number = 0;
    std::size_t running = 0;
    list<flight> flights;
    list<drainer> drainers;
    std::map<std::string, tool_stats, std::less<>> stats;
};

invoker::invoker(asio::any_io_executor executor, registry& tools, reel::clock& clock, invoker_limits limits,
                 reel::logger log)
    : impl_{std::make_shared<impl>(std::move(executor), tools, clock, limits, std::move(log))}
{}

invoker::~invoker() = default;

error invoker::impl::no_such_tool(std::string_view name) const
{
    const auto all = tools.list();
    std::vector<std::string_view> names;
    for (const auto& tool : all)
        names.push_back(tool->tool.spec.name);
    const auto shown = name.substr(0, longest_name);
    const auto near = reel::nearest(shown, names);
    std::string message = "there is no tool named '" + std::string{shown} + "'";
    if (!near.empty())
        message += " (did you mean '" + std::string{near} + "'?)";
    return {errc::unavailable, std::move(message)};
}

std::optional<error> invoker::impl::refusal(std::string_view name, const entry* tool, std::size_t in_flight,
                                            const call_options& options) const
{
    if (closed)
        return shutting_down();
    if (!tool)
        return no_such_tool(name);
    const auto& spec = tool->tool.spec;
    if (tool->closed)
        return tool->closed;
    if (!suffices(options.who.role, spec.role))
        return error{errc::permission, "only an administrator may use '" + spec.name + "'"};
    if (options.depth > limits.max_depth)
        return error{errc::unavailable, "'" + spec.name + "' was not called: tools call each other too deeply"};
    if (running >= limits.max_calls || in_flight >= limits.max_calls_per_tool)
        return overloaded();
    return {};
}

/// Lets a call in, or says why not; takes the confirmation of a destructive one.
std::optional<error> invoker::impl::admit(std::string_view name, const std::shared_ptr<const entry>& tool,
                                          std::size_t in_flight, const boost::json::value& args, call_options& options)
{
    const bool confirmed = tool && tool->tool.spec.tier != reel::tier::safe && !options.confirmation.empty();
    if (confirmed && role_now)
        options.who.role = role_now(options.who);
    auto refused = refusal(name, tool.get(), in_flight, options);
    if (!confirmed)
        return refused;
    if (!refused && !args.is_object())
        refused = not_an_object();
    if (refused)
    {
        confirmations.refused(options.confirmation, options.who, name, refused->message());
        return refused;
    }
    if (const auto taken = confirmations.redeem(options.confirmation, options.who, name, args.get_object(), tool);
        !taken)
        return taken.error();
    return {};
}

/// Says what the call would do, and changes nothing.
reel::awaitable<outcome> invoker::impl::ask(const std::shared_ptr<const entry>& what, const boost::json::value& args,
                                            reel::call_context& context, confirm::pending* proposal, std::string place)
{
    const auto& spec = what->tool.spec;
    if (!args.is_object())
        co_return not_an_object();
    std::string said;
    if (what->tool.preview)
    {
        auto previewed = co_await what->tool.preview(args, context);
        if (!previewed)
            co_return std::move(previewed).error();
        said = std::move(*previewed);
    }
    auto preview = confirm::compose_preview(spec, args.get_object(), said);
    if (!preview)
        co_return std::move(preview).error();
    auto message = *preview + " Nothing was done yet: a person has to agree first.";
    if (proposal)
    {
        *proposal = confirmations.propose(context.caller(), spec, args.get_object(), std::move(*preview),
                                          std::move(place), what);
        expire_later();
    }
    else
        log.info("Destructive call refused, nobody can be asked",
                 {{"tool", spec.name}, {"user", context.caller().name}});
    co_return error{errc::unconfirmed, std::move(message)};
}

void invoker::impl::begin(flight& f, tool_stats& s)
{
    ++running;
    ++s.in_flight;
    flights.push_back(f);
    if (!armed)
        arm();
}

/// Takes the call off the books: what it came to, how long it took, and who waited for it.
void invoker::impl::end(flight& f, tool_stats& s, const reel::call_context& context, std::chrono::nanoseconds took)
{
    f.unlink();
    --running;
    --s.in_flight;
    ++s.calls;
    const auto seconds = std::chrono::duration<double>(took).count();
    s.seconds += seconds;
    for (std::size_t i = s.bounds.size(); i > 0 && seconds <= s.bounds[i - 1]; --i)
        ++s.buckets[i - 1];

    if (f.thrown)
        f.said = what_was_thrown(f);
    else if (!f.said && f.said.error().kind() == errc::cancelled && f.why != ending::none)
        f.said = why_it_ended(f);
    report(f.what->tool.spec.name, &s, context, f.said, took);
    for (auto& d : drainers)
        if (settled(d))
            d.done.set();
}

/// What the caller is told when the call was cut short.
error invoker::impl::why_it_ended(const flight& f) const
{
    const auto& spec = f.what->tool.spec;
    if (f.why == ending::deadline)
        return {errc::timeout, "'" + spec.name + "' did not answer within " + reel::format_duration(spec.deadline)};
    if (closed)
        return shutting_down();
    return {errc::cancelled, "'" + spec.name + "' was interrupted; try again"};
}

outcome invoker::impl::what_was_thrown(const flight& f) const
{
    const auto& spec = f.what->tool.spec;
    std::string what = "something that is not a std::exception";
    try
    {
        std::rethrow_exception(f.thrown);
    }
    catch (const std::exception& e)
    {
        if (is_abort(e))
            return why_it_ended(f);
        what = e.what();
    }
    catch (...)
    {}
    log.error("Tool threw an exception", {{"tool", spec.name}, {"plugin", f.what->instance}, {"what", what}});
    return error{errc::internal,
                 "'" + spec.name + "' failed because of a defect in it; the daemon's log has the details"};
}

/// Counts a failure and logs either way; a tool that does not exist has no statistics.
void invoker::impl::report(std::string_view name, tool_stats* s, const reel::call_context& call, const outcome& said,
                           std::chrono::nanoseconds took) const
{
    if (!said && s)
        ++s->errors[std::string{reel::to_string(said.error().kind())}];
    const auto level = said ? reel::log_level::debug : level_of(said.error().kind());
    if (!log.enabled(level) || (!said && said.error().kind() == errc::unconfirmed)) // audited already, without values
        return;
    if (said)
        log.debug("Tool called",
                  {{"tool", name}, {"caller", call.caller().name}, {"id", call.request_id()}, {"took", took}});
    else
        log.write(level, "Tool call failed",
                  {{"tool", name},
                   {"caller", call.caller().name},
                   {"id", call.request_id()},
                   {"took", took},
                   {"error", said.error().describe()}});
}

void invoker::impl::arm()
{
    armed = true;
    timer.expires_after(sweep_interval);
    timer.async_wait([weak = weak_from_this()](std::error_code code) {
        if (const auto self = weak.lock(); self && !code)
            self->sweep();
    });
}

void invoker::impl::expire_later()
{
    expiry.expires_after(confirmations.limits().keep + sweep_interval);
    expiry.async_wait([weak = weak_from_this()](std::error_code code) {
        if (const auto self = weak.lock(); self && !code)
            self->confirmations.sweep();
    });
}

void invoker::impl::sweep()
{
    armed = false;
    const auto now = clock.ticks();
    cancel_all(ending::deadline, [&](const flight& f) { return f.deadline <= now; });
    if (!flights.empty())
        arm();
}

template <class Which>
void invoker::impl::cancel_all(ending because, Which which)
{
    for (auto& f : flights)
        if (f.why == ending::none && which(f))
            f.cancel(because);
}

bool invoker::impl::settled(const drainer& d) const
{
    return std::none_of(flights.begin(), flights.end(), [&](const flight& f) { return d.concerns(f); });
}

reel::awaitable<outcome> invoker::call(std::string_view name, const boost::json::value& args, call_options options)
{
    auto& self = *impl_;
    const auto what = self.tools.find(name);
    auto* const stats = what ? &self.stats[what->tool.spec.name] : nullptr;
    const auto refused = self.admit(name, what, stats ? stats->in_flight : 0, args, options);
    const auto started = self.clock.ticks();
    const auto deadline = started + (what ? what->tool.spec.deadline : reel::duration{});
    reel::call_context context{std::move(options.who), std::move(options.request_id), self.log,
                               std::chrono::steady_clock::time_point{deadline}, options.channel};
    context.set_depth(options.depth);
    if (refused)
    {
        self.report(name.substr(0, longest_name), stats, context, *refused, {});
        co_return *refused;
    }
    const bool destructive = what->tool.spec.tier == reel::tier::destructive;
    flight::body ask; // instead of a tool that nobody has confirmed
    if (destructive && options.confirmation.empty())
        ask = [&](const boost::json::value& a, reel::call_context& c) {
            return self.ask(what, a, c, options.proposal, options.place);
        };
    flight f{what, self.next_number++, deadline};
    f.goes_on = destructive && !ask;
    self.begin(f, *stats);
    f.start(self.executor, ask ? ask : what->tool.call, args, context);
    if (!f.done)
    {
        // The tool refers to this frame, so that nothing may be thrown here until it has ended.
        const bool throws = co_await asio::this_coro::throw_if_cancelled();
        co_await asio::this_coro::throw_if_cancelled(false);
        co_await f.finished();
        co_await asio::this_coro::throw_if_cancelled(throws);
    }
    self.end(f, *stats, context, self.clock.ticks() - started);
    if (f.why == ending::caller)
        throw std::system_error{asio::error::operation_aborted};
    co_return std::move(f.said);
}

void invoker::close()
{
    impl_->closed = true;
}

reel::awaitable<void> invoker::drain(std::string_view instance, reel::duration grace)
{
    auto& self = *impl_;
    drainer d{self.executor, instance, self.next_number};
    self.drainers.push_back(d);
    if (grace > reel::duration{} && !self.settled(d))
        co_await reel::either(d.done.wait(), self.clock.sleep(grace));
    self.cancel_all(ending::drain, [&](const flight& f) { return d.concerns(f); });
    while (!self.settled(d))
        co_await d.done.wait();
}

std::vector<std::string> invoker::in_flight() const
{
    std::vector<std::string> out;
    for (const auto& f : impl_->flights)
        out.push_back(f.what->tool.spec.name + " (" + f.what->instance + ")");
    return out;
}

void invoker::ask_for_roles(std::function<reel::role(const reel::caller&)> now)
{
    impl_->role_now = std::move(now);
}

confirm::ledger& invoker::confirmations() noexcept
{
    return impl_->confirmations;
}

const std::map<std::string, tool_stats, std::less<>>& invoker::stats() const noexcept
{
    return impl_->stats;
}

} // namespace reeld::tool
