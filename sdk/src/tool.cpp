// SPDX-License-Identifier: MIT
#include <reel/tool.hpp>

#include <algorithm>
#include <stdexcept>

namespace reel::detail
{

namespace
{

/// Length in code points, as JSON Schema counts it.
std::int64_t length(std::string_view text)
{
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

struct measure
{
    double value;
    std::string_view noun; ///< "" for a number, else what is counted
};

std::optional<measure> measure_of(const boost::json::value& value, std::string_view type)
{
    if (value.is_number() && (type == "integer" || type == "number"))
        return measure{value.to_number<double>(), {}};
    if (const auto* text = value.if_string(); text && type == "string")
        return measure{static_cast<double>(length(*text)), "characters"};
    if (const auto* list = value.if_array(); list && type == "array")
        return measure{static_cast<double>(list->size()), "entries"};
    return {};
}

} // namespace

argument_rule describe_argument(boost::json::object& schema, std::string_view name, std::string_view help,
                                const bounds* limit)
{
    auto* properties = schema.if_contains("properties");
    auto* found = properties ? properties->as_object().if_contains(name) : nullptr;
    if (!found)
        throw std::logic_error{"tool has no argument \"" + std::string{name} + "\""};
    auto& property = found->as_object();
    property["description"] = help;
    const std::string type{std::string_view{property.at("type").as_string()}}; // adding to the object moves its own
    if (!limit)
        return {std::string{name}, type, {}};
    const std::string_view suffix = type == "string" ? "Length" : type == "array" ? "Items" : "imum";
    property[suffix == "imum" ? "minimum" : "min" + std::string{suffix}] = limit->low;
    property[suffix == "imum" ? "maximum" : "max" + std::string{suffix}] = limit->high;
    return {std::string{name}, type, *limit};
}

result<void> check_bounds(const boost::json::value& args, const std::vector<argument_rule>& rules)
{
    const auto* object = args.if_object();
    if (!object)
        return {};
    for (const auto& rule : rules)
    {
        const auto* value = object->if_contains(rule.name);
        const auto size =
            value ? measure_of(*value, rule.type) : std::nullopt; // another type is the decoder's to refuse
        if (!size ||
            (size->value >= static_cast<double>(rule.limit.low) && size->value <= static_cast<double>(rule.limit.high)))
            continue;
        std::string what = "between " + std::to_string(rule.limit.low) + " and " + std::to_string(rule.limit.high);
        if (!size->noun.empty())
            what += " " + std::string{size->noun};
        if (value->is_array())
            return error{errc::bad_argument, "\"" + rule.name + "\": expected " + what + ", found " +
                                                 std::to_string(value->get_array().size())}
                .at("/" + rule.name);
        return expected(what, *value, "/" + rule.name);
    }
    return {};
}

} // namespace reel::detail
