// SPDX-License-Identifier: MIT
#include "plugins/plex/decoder.hpp"
#include "plugins/plex/guid.hpp"
#include "plugins/plex/json_bytes.hpp"
#include "plugins/plex/listing_fields.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <charconv>
#include <optional>

namespace reel_plex
{

namespace
{

namespace json = boost::json;
using error_code = boost::system::error_code;

constexpr std::size_t deepest = 32;
constexpr std::size_t longest_value = 4096;
constexpr std::size_t longest_key = 32; // longer ones are none of ours
constexpr std::size_t most_of_a_list = 64;

/// Where in the answer the parser is, as far as it matters.
enum class place : std::uint8_t
{
    document,
    container,
    rows,
    row,
    parts, ///< Guid, Genre, Media of a row, or all of them in `_children`
    part
};

} // namespace

/// The parser's handler. Skipping whatever is not wanted is the fast path: one comparison an event.
struct listing_decoder::handler
{
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

    handler(item_type wanted, sink on_item) : wanted_{wanted}, on_item_{std::move(on_item)} {}

    // ---- events of the parser

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

    bool on_object_begin(error_code& ec)
    {
        if (skipping_)
            return ++skipping_, true;
        const auto what = std::exchange(field_, field::none);
        if (depth_ == 0)
            return push(place::document);
        switch (top())
        {
        case place::document:
            if (what == field::container)
            {
                seen_container_ = true;
                return push(place::container);
            }
            [[fallthrough]]; // the older form, whose container is the document
        case place::container:
            return what == field::rows ? begin_row() : skip();
        case place::rows:
            return begin_row();
        case place::row:
            return begin_parts(what) ? push(place::parts) && push(place::part) && (lone_part_ = true) : skip();
        case place::parts:
            lone_part_ = false;
            return push(place::part);
        case place::part:
            return skip();
        }
        return fail(ec, "", "");
    }

    bool on_object_end(std::size_t, error_code&)
    {
        if (skipping_)
            return --skipping_, true;
        const auto left = pop();
        field_ = field::none;
        if (left == place::row)
            end_row();
        if (left == place::part && std::exchange(lone_part_, false))
            pop();
        return true;
    }

    bool on_array_begin(error_code& ec)
    {
        if (skipping_)
            return ++skipping_, true;
        const auto what = std::exchange(field_, field::none);
        if (depth_ == 0)
            return fail(ec, "", "an object, found an array");
        switch (top())
        {
        case place::document:
            if (what == field::container)
                return fail(ec, "/MediaContainer", "an object, found an array");
            [[fallthrough]];
        case place::container:
            seen_container_ = seen_container_ || what == field::rows;
            return what == field::rows ? push(place::rows) : skip();
        case place::rows:
            note_non_object();
            return skip();
        case place::row:
            return begin_parts(what) ? push(place::parts) : skip();
        default:
            return skip();
        }
    }

    bool on_array_end(std::size_t, error_code&)
    {
        if (skipping_)
            return --skipping_, true;
        pop();
        field_ = field::none;
        return true;
    }

    bool on_key_part(json::string_view s, std::size_t, error_code&)
    {
        if (!skipping_ && text_.size() <= longest_key)
            text_.append(s.data(), s.size());
        return true;
    }

    bool on_key(json::string_view s, std::size_t, error_code&)
    {
        if (skipping_)
            return true;
        std::string_view key{s.data(), s.size()};
        if (!text_.empty())
            key = text_.append(s.data(), s.size());
        const auto here = top();
        field_ = here == place::row ? row_field(key) : here == place::part ? part_field(key) : container_field(key);
        text_.clear();
        return true;
    }

    bool on_string_part(json::string_view s, std::size_t, error_code&)
    {
        if (wants_value() && text_.size() < longest_value)
            text_.append(s.data(), s.size());
        return true;
    }

    bool on_string(json::string_view s, std::size_t, error_code& ec)
    {
        if (!wants_value())
            return true;
        std::string_view value{s.data(), std::min(s.size(), longest_value)};
        if (!text_.empty())
            value = text_.append(value);
        const bool fine = take(value, ec);
        text_.clear();
        return fine;
    }

    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t i, json::string_view, error_code& ec) { return !wants_value() || take_number(i, ec); }
    bool on_uint64(std::uint64_t u, json::string_view, error_code& ec) { return !wants_value() || take_number(u, ec); }
    bool on_double(double d, json::string_view, error_code& ec) { return !wants_value() || take_number(d, ec); }
    bool on_bool(bool b, error_code& ec) { return !wants_value() || take_number(b ? 1 : 0, ec); }
    bool on_null(error_code&)
    {
        if (!skipping_ && depth_ > 0 && top() == place::rows)
            note_non_object();
        field_ = field::none;
        return true;
    }

    // ---- places

    place top() const { return stack_[depth_ - 1]; }
    bool push(place where) { return stack_[depth_++] = where, true; }
    place pop() { return stack_[--depth_]; }
    bool skip() { return skipping_ = 1, true; }

    /// A scalar matters after a key of ours, and where something else than a scalar is due.
    bool wants_value() const
    {
        return !skipping_ && (field_ != field::none || depth_ == 0 || top() == place::rows || top() == place::parts);
    }

    bool begin_row()
    {
        row_.clear();
        all_leaves_ = false;
        ++page_.rows;
        return push(place::row);
    }

    bool begin_parts(field what)
    {
        part_ = what == field::guids    ? field::id
                : what == field::genres ? field::tag
                : what == field::media  ? field::resolution
                                        : field::none;
        return part_ != field::none || what == field::children;
    }

    void note_non_object()
    {
        ++page_.rows;
        ++page_.skipped.not_an_object;
    }

    bool fail(error_code& ec, std::string_view pointer, std::string_view expected)
    {
        shape_ =
            reel::error{reel::errc::validation, "Plex's answer has another shape: expected " + std::string{expected}}
                .at(std::string{pointer});
        ec = json::error::syntax;
        return false;
    }

    // ---- values

    bool take(std::string_view value, error_code& ec)
    {
        if (depth_ == 0)
            return fail(ec, "", "an object, found a string");
        const auto what = std::exchange(field_, field::none);
        switch (top())
        {
        case place::rows:
            note_non_object();
            return true;
        case place::row:
            take_row_text(what, value);
            return true;
        case place::part:
            take_part(what, value);
            return true;
        case place::parts:
            take_part(part_, value);
            return true; // "Guid": ["tmdb://348"]
        default:
            return take_container(what, value, ec);
        }
    }

    template <class Number>
    bool take_number(Number value, error_code& ec)
    {
        if (depth_ == 0)
            return fail(ec, "", "an object, found a number");
        if (top() == place::row && take_row_number(field_, static_cast<double>(value)))
        {
            field_ = field::none;
            return true;
        }
        std::array<char, 32> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        return take({digits.data(), static_cast<std::size_t>(end - digits.data())}, ec);
    }

    bool take_container(field what, std::string_view value, error_code& ec)
    {
        const auto count = [&](std::int64_t& to) {
            if (const auto n = number_in(value); n && *n >= 0)
                to = whole<std::int64_t>(*n);
        };
        switch (what)
        {
        case field::container:
            return fail(ec, "/MediaContainer", "an object, found a value");
        case field::rows:
            return fail(ec, "/MediaContainer/Metadata", "an array, found a value");
        case field::size:
            count(page_.size);
            break;
        case field::total_size:
            count(page_.total_size);
            break;
        case field::offset:
            count(page_.offset);
            break;
        case field::section_title:
            repair_text(value, page_.section_title);
            break;
        case field::machine_identifier:
            repair_text(value, page_.machine_identifier);
            break;
        default:
            break;
        }
        return true;
    }

    void take_row_text(field what, std::string_view value)
    {
        switch (what)
        {
        case field::key:
            all_leaves_ = value.ends_with("/allLeaves");
            break;
        case field::rating_key:
            repair_text(value, row_.rating_key);
            break;
        case field::title:
            repair_text(value, row_.title);
            break;
        case field::original_title:
            repair_text(value, row_.original_title);
            break;
        case field::sort_title:
            repair_text(value, row_.sort_title);
            break;
        case field::edition:
            repair_text(value, row_.edition);
            break;
        case field::guid:
            repair_text(value, row_.guid);
            break;
        case field::show_ordering:
            repair_text(value, row_.show_ordering);
            break;
        case field::parent_rating_key:
            repair_text(value, row_.parent_rating_key);
            break;
        case field::type:
            row_.type = type_of(value);
            break;
        default:
            if (const auto n = number_in(value))
                take_row_number(what, *n);
        }
    }

    /// False for fields that hold text.
    bool take_row_number(field what, double n)
    {
        switch (what)
        {
        case field::year:
            row_.year = n >= 1 && n <= 9999 ? static_cast<int>(n) : 0;
            break;
        case field::rating:
            set_rating(n);
            break;
        case field::audience_rating:
            if (!row_.rating)
                set_rating(n);
            break;
        case field::added_at:
            row_.added_at = seconds(n);
            break;
        case field::last_viewed_at:
            row_.last_viewed_at = seconds(n);
            break;
        case field::deleted_at:
            row_.deleted = n != 0;
            break;
        case field::view_count:
            row_.view_count = whole<std::uint32_t>(n);
            break;
        case field::leaf_count:
            row_.leaf_count = whole<std::uint32_t>(n);
            break;
        case field::viewed_leaf_count:
            row_.viewed_leaf_count = whole<std::uint32_t>(n);
            break;
        case field::child_count:
            row_.child_count = whole<std::uint32_t>(n);
            break;
        case field::index:
            if (n >= 0 && n <= 65535)
                row_.index = static_cast<int>(n);
            break;
        case field::parent_index:
            if (n >= 0 && n <= 65535)
                row_.parent_index = static_cast<int>(n);
            break;
        default:
            return false;
        }
        return true;
    }

    void set_rating(double n)
    {
        if (n >= 0 && n <= 10)
            row_.rating = n;
    }

    void take_part(field what, std::string_view value)
    {
        if (what == field::element) // names the kind of each element in the older form
            part_ = value == "Guid"    ? field::id
                    : value == "Genre" ? field::tag
                    : value == "Media" ? field::resolution
                                       : field::none;
        else if (what != part_ || value.empty())
            return;
        else if (what == field::id)
            add_guid(value);
        else if (what == field::tag && row_.genres.size() < most_of_a_list)
            row_.genres.push_back(repaired_text(value));
        else if (what == field::resolution)
            row_.resolutions |= resolution_of(value);
    }

    void add_guid(std::string_view guid)
    {
        if (row_.ids.size() < most_of_a_list)
            if (const auto id = parse_guid(guid, row_.type == item_type::unknown ? wanted_ : row_.type))
                row_.ids.push_back(*id);
    }

    void end_row()
    {
        if (row_.type == item_type::unknown && !all_leaves_)
            row_.type = wanted_;
        if (row_.type != wanted_ || all_leaves_)
        {
            ++page_.skipped.other_type;
            return;
        }
        if (row_.rating_key.empty())
        {
            ++page_.skipped.no_rating_key;
            return;
        }
        if (row_.title.empty())
            row_.title = row_.original_title;
        if (row_.title.empty() && (wanted_ == item_type::movie || wanted_ == item_type::show))
        {
            ++page_.skipped.no_title;
            return;
        }
        if (wanted_ == item_type::season && !row_.index)
            row_.index = number_by_title(row_.title);
        add_guid(row_.guid);
        on_item_(row_);
    }

    item_type wanted_;
    sink on_item_;
    page_info page_;
    item row_;
    bool all_leaves_ = false;
    field part_ = field::none; ///< which value of the present list is wanted
    bool lone_part_ = false;   ///< an object stands where a list is meant
    bool seen_container_ = false;
    std::optional<reel::error> shape_;

    std::array<place, deepest + 8> stack_{};
    std::size_t depth_ = 0;
    std::size_t skipping_ = 0; ///< how deep inside something unwanted
    field field_ = field::none;
    std::string text_; ///< what came of a key or value so far
};

struct listing_decoder::state
{
    static json::parse_options options()
    {
        json::parse_options out;
        out.allow_invalid_utf8 = true; // repaired where it matters
        out.max_depth = deepest;
        return out;
    }

    state(item_type wanted, sink on_item) : parser{options(), wanted, std::move(on_item)} {}

    reel::result<void> parse(std::string_view bytes, bool more)
    {
        if (failed)
            return *failed;
        if (parser.done())
            return {}; // what follows the document is not ours
        error_code ec;
        const auto used = parser.write_some(more, bytes.data(), bytes.size(), ec);
        if (!ec)
        {
            consumed += bytes.size();
            return {};
        }
        if (parser.handler().shape_)
            failed = parser.handler().shape_;
        else if (ec == json::error::incomplete)
            failed = reel::error{reel::errc::validation, "Plex's answer was cut short"};
        else if (ec == json::error::too_deep)
            failed = reel::error{reel::errc::validation, "Plex's answer is nested too deeply"};
        else
            failed = reel::error{reel::errc::validation, "Plex's answer is not JSON (at byte " +
                                                             std::to_string(consumed + used) + "): expected an object"};
        return *failed;
    }

    json::basic_parser<handler> parser;
    json_cleaner cleaner;
    std::size_t consumed = 0;
    std::optional<reel::error> failed;
};

listing_decoder::listing_decoder(item_type wanted, sink on_item)
    : state_{std::make_unique<state>(wanted, std::move(on_item))}
{}
listing_decoder::~listing_decoder() = default;
listing_decoder::listing_decoder(listing_decoder&&) noexcept = default;
listing_decoder& listing_decoder::operator=(listing_decoder&&) noexcept = default;

reel::result<void> listing_decoder::write(std::string_view bytes)
{
    return state_->parse(state_->cleaner.clean(bytes), true);
}

reel::result<page_info> listing_decoder::finish()
{
    if (auto ended = state_->parse(state_->cleaner.rest(), false); !ended)
        return ended.error();
    auto& seen = state_->parser.handler();
    if (!seen.seen_container_)
        return reel::error{reel::errc::validation, "Plex's answer has another shape: expected an object, found nothing"}
            .at("/MediaContainer");
    return std::move(seen.page_);
}

} // namespace reel_plex
