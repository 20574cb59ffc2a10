// SPDX-License-Identifier: MIT
// What the owner may set, declared once: the table fills the struct, validates it, and documents itself
// (`reeld --describe NAME`, etc/README.md).
//
//     inline auto options()
//     {
//         return reel::options<config>()
//             .add("url",   &config::url,   "Address of the service.").env("WEATHER_URL").needed_to_run()
//             .add("refresh_interval", &config::refresh, "How often forecasts are fetched anew.").at_least(1min);
//     }
//
// The default is the value the member has in a default-constructed struct. Types: bool, integers, double, std::string,
// std::filesystem::path, boost::urls::url (http or https), reel::secret, std::chrono durations, described enums, and
// std::vector of these. Start-up only, any thread.
#pragma once

#include <reel/config.hpp>
#include <reel/described.hpp>
#include <reel/error.hpp>
#include <reel/secret.hpp>
#include <reel/time.hpp>

#include <boost/url/url.hpp>

#include <concepts>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace reel
{

/// One option as documentation shows it.
struct option_info
{
    std::string name;
    std::string type; ///< "duration", "URL", "text", "secret", "whole number", "yes or no", "one of a, b", "list of …"
    std::string default_text; ///< empty: none
    std::string help;
    std::string env; ///< variable read when the key is absent; empty: none
    bool needed_to_run = false;
};

namespace detail
{

// Reads one node into T, or says what was expected. Overloads for every type of option.
REEL_API result<bool> read_option(const config_node& node, std::type_identity<bool>);
REEL_API result<std::int64_t> read_option(const config_node& node, std::type_identity<std::int64_t>);
REEL_API result<double> read_option(const config_node& node, std::type_identity<double>);
REEL_API result<std::string> read_option(const config_node& node, std::type_identity<std::string>);
REEL_API result<std::filesystem::path> read_option(const config_node& node, std::type_identity<std::filesystem::path>);
REEL_API result<boost::urls::url> read_option(const config_node& node, std::type_identity<boost::urls::url>);
REEL_API result<secret> read_option(const config_node& node, std::type_identity<secret>);
REEL_API result<duration> read_option(const config_node& node, std::type_identity<duration>);

REEL_API std::string show_option(bool value);
REEL_API std::string show_option(std::int64_t value);
REEL_API std::string show_option(double value);
REEL_API std::string show_option(const std::string& value);
REEL_API std::string show_option(const std::filesystem::path& value);
REEL_API std::string show_option(const boost::urls::url& value);
REEL_API std::string show_option(const secret& value);
REEL_API std::string show_option(duration value);

template <class T>
inline constexpr bool is_duration = false;
template <class R, class P>
inline constexpr bool is_duration<std::chrono::duration<R, P>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// The type that carries T through read_option and show_option.
template <class T>
struct carrier
{
    using type = T;
};
template <class T>
    requires(std::integral<T> && !std::same_as<T, bool>)
struct carrier<T>
{
    using type = std::int64_t;
};
template <class T>
    requires is_duration<T>
struct carrier<T>
{
    using type = duration;
};

template <class T>
std::string option_type()
{
    if constexpr (is_list<T>)
        return "list of " + option_type<typename T::value_type>();
    else if constexpr (std::same_as<T, bool>)
        return "yes or no";
    else if constexpr (std::integral<T>)
        return "whole number";
    else if constexpr (std::floating_point<T>)
        return "number";
    else if constexpr (is_duration<T>)
        return "duration";
    else if constexpr (std::same_as<T, boost::urls::url>)
        return "URL";
    else if constexpr (std::same_as<T, secret>)
        return "secret";
    else if constexpr (std::same_as<T, std::filesystem::path>)
        return "path";
    else if constexpr (std::is_enum_v<T>)
        return "one of " + enum_names<T>(", ");
    else
        return "text";
}

template <class T>
std::string show_value(const T& value)
{
    if constexpr (is_list<T>)
    {
        std::string out = "[";
        for (const auto& item : value)
            out += (out.size() > 1 ? ", " : "") + show_value(item);
        return out + "]";
    }
    else if constexpr (std::is_enum_v<T>)
        return std::string{enum_name(value)};
    else if constexpr (is_duration<T>)
        return show_option(std::chrono::duration_cast<duration>(value));
    else
        return show_option(static_cast<const typename carrier<T>::type&>(value));
}

template <class T>
result<T> read_value(const config_node& node)
{
    if constexpr (is_list<T>)
    {
        if (node.type != config_node::kind::sequence)
            return error{errc::bad_argument, "expected a list"};
        T out;
        for (const auto& item : node.items)
        {
            auto one = read_value<typename T::value_type>(item);
            if (!one)
                return one.error();
            out.push_back(std::move(*one));
        }
        return out;
    }
    else if constexpr (std::is_enum_v<T>)
    {
        auto value = enum_value<T>(node.text);
        if (node.type != config_node::kind::scalar || !value)
            return error{errc::bad_argument, "expected one of " + enum_names<T>(", ")};
        return *value;
    }
    else
    {
        auto read = read_option(node, std::type_identity<typename carrier<T>::type>{});
        if (!read)
            return read.error();
        if constexpr (std::integral<T> && !std::same_as<T, bool>)
            if (!std::in_range<T>(*read))
                return error{errc::bad_argument, "out of range"};
        if constexpr (is_duration<T>)
            return std::chrono::duration_cast<T>(*read);
        else
            return static_cast<T>(std::move(*read));
    }
}

/// A row of the table, type-erased over the struct it fills.
struct option_row
{
    option_info info;
    std::function<result<void>(void* config, const config_node& node)> read;
    std::function<std::string(const void* config)> check; ///< a complaint, or empty
};

/// Fills `config` from `node` (a mapping, or null) by `rows`; unknown keys, wrong types and failed checks go to
/// `problems`. Returns what is missing to run, as the names of the variables (or keys) to set.
REEL_API std::vector<std::string> read_options(void* config, const std::vector<option_row>& rows,
                                               const config_node& node, const config_environment& env,
                                               config_problems& problems);

} // namespace detail

template <class Config>
class options
{
public:
    template <class T>
    class row;

    /// Adds an option. The help is one or two sentences for the owner.
    template <class T>
    row<T> add(std::string name, T Config::* member, std::string help) &&
    {
        detail::option_row r;
        r.info = {std::move(name),
                  detail::option_type<T>(),
                  detail::show_value(Config{}.*member),
                  std::move(help),
                  {},
                  false};
        r.read = [member](void* config, const config_node& node) -> result<void> {
            auto value = detail::read_value<T>(node);
            if (!value)
                return value.error();
            static_cast<Config*>(config)->*member = std::move(*value);
            return {};
        };
        rows_.push_back(std::move(r));
        return row<T>{std::move(*this), member};
    }

    /// See detail::read_options.
    std::vector<std::string> read(Config& config, const config_node& node, const config_environment& env,
                                  config_problems& problems) const
    {
        return detail::read_options(&config, rows_, node, env, problems);
    }

    std::vector<option_info> describe() const
    {
        std::vector<option_info> out;
        for (const auto& r : rows_)
            out.push_back(r.info);
        return out;
    }

private:
    template <class T>
    friend class row;
    std::vector<detail::option_row> rows_;
};

/// The option just added, for saying more about it; converts back to the table.
template <class Config>
template <class T>
class options<Config>::row
{
public:
    row(options table, T Config::* member) : table_{std::move(table)}, member_{member} {}

    /// Environment variable (or credential) read when the key is absent from the file.
    row&& env(std::string name) &&
    {
        last().info.env = std::move(name);
        return std::move(*this);
    }
    /// Without it the plugin is not configured: it is loaded, but not started, and its tools say so.
    row&& needed_to_run() &&
    {
        last().info.needed_to_run = true;
        return std::move(*this);
    }
    row&& at_least(T low) &&
    {
        return std::move(*this).check([low](const T& v) { return v >= low; },
                                      "must be at least " + detail::show_value(low));
    }
    row&& at_most(T high) &&
    {
        return std::move(*this).check([high](const T& v) { return v <= high; },
                                      "must be at most " + detail::show_value(high));
    }
    /// `complaint` is shown when `holds` is false: "must be …".
    row&& check(std::function<bool(const T&)> holds, std::string complaint) &&
    {
        last().check = [member = member_, before = std::move(last().check), holds = std::move(holds),
                        complaint = std::move(complaint)](const void* config) -> std::string {
            if (before)
                if (auto said = before(config); !said.empty())
                    return said;
            return holds(static_cast<const Config*>(config)->*member) ? std::string{} : complaint;
        };
        return std::move(*this);
    }

    template <class U>
    auto add(std::string name, U Config::* member, std::string help) &&
    {
        return std::move(table_).add(std::move(name), member, std::move(help));
    }
    operator options<Config>() && { return std::move(table_); } // NOLINT: the table is what one declares
    options<Config> table() && { return std::move(table_); }

private:
    detail::option_row& last() { return table_.rows_.back(); }

    options<Config> table_;
    T Config::* member_;
};

} // namespace reel
