// SPDX-License-Identifier: MIT
#include "plugins/plex/decoder.hpp"
#include "plugins/plex/json_bytes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>

namespace reel_plex
{

namespace
{

namespace json = boost::json;

reel::error wrong_shape(std::string_view pointer, std::string_view expected)
{
    return reel::error{reel::errc::validation, "Plex's answer has another shape: expected " + std::string{expected}}.at(
        std::string{pointer});
}

/// The MediaContainer of a small answer.
reel::result<json::object> container_of(std::string_view body)
{
    json_cleaner cleaner;
    std::string text{cleaner.clean(body)};
    text += cleaner.rest();
    json::parse_options options;
    options.allow_invalid_utf8 = true;
    boost::system::error_code ec;
    auto document = json::parse(text, ec, {}, options);
    if (ec)
        return reel::error{reel::errc::validation, "Plex's answer is not JSON: expected an object"};
    auto* object = document.if_object();
    if (!object)
        return wrong_shape("", "an object");
    auto* inner = object->if_contains("MediaContainer");
    if (!inner)
        return wrong_shape("/MediaContainer", "an object, found nothing");
    if (!inner->is_object())
        return wrong_shape("/MediaContainer", "an object");
    return std::move(inner->get_object());
}

/// Strings and numbers alike, as servers mix them.
std::string text_of(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    if (!value)
        return {};
    if (const auto* s = value->if_string())
        return repaired_text({s->data(), s->size()});
    if (const auto* i = value->if_int64())
        return std::to_string(*i);
    return {};
}

std::int64_t number_of(const json::object& in, std::string_view name)
{
    const auto* value = in.if_contains(name);
    if (!value)
        return 0;
    if (const auto* b = value->if_bool())
        return *b ? 1 : 0;
    if (const auto* d = value->if_double())
        return *d > -1e15 && *d < 1e15 ? static_cast<std::int64_t>(*d) : 0;
    const auto text = text_of(in, name);
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return text == "true" ? 1 : out;
}

section_info section_of(const json::object& from)
{
    section_info out;
    out.key = text_of(from, "key");
    out.title = text_of(from, "title");
    out.uuid = text_of(from, "uuid");
    out.agent = text_of(from, "agent");
    out.type = text_of(from, "type");
    out.kind = out.type == "show" ? kind::show : kind::movie;
    out.hidden = static_cast<int>(std::clamp<std::int64_t>(number_of(from, "hidden"), 0, 2));
    out.refreshing = number_of(from, "refreshing") != 0;
    out.stamps = {number_of(from, "updatedAt"), number_of(from, "scannedAt"), number_of(from, "contentChangedAt")};
    return out;
}

} // namespace

reel::result<server_identity> decode_identity(std::string_view body)
{
    auto container = container_of(body);
    if (!container)
        return container.error();
    server_identity out{text_of(*container, "machineIdentifier"), text_of(*container, "version")};
    if (out.machine_identifier.empty())
        return wrong_shape("/MediaContainer/machineIdentifier", "a string, found nothing");
    return out;
}

reel::result<std::string> decode_account(std::string_view body)
{
    auto container = container_of(body);
    if (!container)
        return container.error();
    return text_of(*container, "myPlexUsername");
}

reel::result<std::vector<section_info>> decode_sections(std::string_view body)
{
    auto container = container_of(body);
    if (!container)
        return container.error();
    std::vector<section_info> out;
    const auto* list = container->if_contains("Directory");
    if (!list || list->is_null())
        return out;
    const auto add = [&](const json::value& entry) {
        if (const auto* object = entry.if_object())
            if (auto section = section_of(*object); !section.key.empty())
                out.push_back(std::move(section));
    };
    if (const auto* entries = list->if_array())
        std::ranges::for_each(*entries, add);
    else if (list->is_object())
        add(*list);
    else
        return wrong_shape("/MediaContainer/Directory", "an array");
    return out;
}

reel::result<std::vector<season>> decode_seasons(std::string_view body)
{
    std::vector<season> out;
    listing_decoder decoder{item_type::season, [&](const item& row) {
                                if (row.index)
                                    out.push_back(
                                        {*row.index, row.leaf_count, row.viewed_leaf_count, row.rating_key, row.title});
                            }};
    if (auto written = decoder.write(body); !written)
        return written.error();
    if (auto page = decoder.finish(); !page)
        return page.error();
    std::ranges::sort(out, {}, [](const season& s) { return std::pair{s.number, std::string_view{s.rating_key}}; });
    return out;
}

reel::result<std::string> decode_show_ordering(std::string_view body)
{
    std::string out;
    listing_decoder decoder{item_type::show, [&](const item& row) { out = row.show_ordering; }};
    if (auto written = decoder.write(body); !written)
        return written.error();
    if (auto page = decoder.finish(); !page)
        return page.error();
    return out;
}

} // namespace reel_plex
