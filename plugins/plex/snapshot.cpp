// SPDX-License-Identifier: MIT
#include "plugins/plex/snapshot.hpp"

#include <zlib.h>

#include <limits>
#include <utility>

namespace reel_plex
{

namespace
{

// A file is: magic, version, crc32 of the rest, the rest. Numbers are LEB128, signed ones zigzag; strings are length and bytes.
constexpr std::string_view magic = "reelplex";
constexpr std::uint32_t version = 1;
constexpr std::size_t header_size = magic.size() + 4 + 4;

std::uint32_t checksum(std::string_view bytes)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// ---- writing ------------------------------------------------------------------------------------------------------------

class writer
{
public:
    void number(std::uint64_t n)
    {
        for (; n >= 0x80; n >>= 7)
            out_ += static_cast<char>(n | 0x80);
        out_ += static_cast<char>(n);
    }
    void signed_number(std::int64_t n)
    {
        number(static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63));
    }
    void text(std::string_view s)
    {
        number(s.size());
        out_ += s;
    }
    void fixed(std::uint32_t n)
    {
        for (int shift = 0; shift < 32; shift += 8)
            out_ += static_cast<char>(n >> shift);
    }
    void raw(std::string_view s) { out_ += s; }
    std::string& out() { return out_; }

private:
    std::string out_;
};

void write_info(writer& to, const section_info& info)
{
    for (const auto* text : {&info.key, &info.title, &info.uuid, &info.agent, &info.type})
        to.text(*text);
    to.number(info.kind == kind::show);
    to.number(static_cast<std::uint64_t>(info.hidden));
    to.signed_number(info.stamps.updated_at);
    to.signed_number(info.stamps.scanned_at);
    to.signed_number(info.stamps.content_changed_at);
}

void write_row(writer& to, const row& r)
{
    to.text(r.rating_key());
    to.text(r.title());
    to.text(r.original_title());
    to.text(r.sort_title() == r.title() ? std::string_view{} : r.sort_title());
    to.text(r.edition());
    to.text(r.guid());
    to.number(static_cast<std::uint64_t>(r.year()));
    to.number(r.resolutions() | (r.deleted() ? 0x80u : 0u));
    to.number(r.rating() ? static_cast<std::uint64_t>(*r.rating() * 10 + 0.5) + 1 : 0);
    to.signed_number(r.added_at());
    to.signed_number(r.last_viewed_at());
    for (auto n : {r.view_count(), r.leaf_count(), r.viewed_leaf_count(), r.child_count()})
        to.number(n);
    const auto ids = r.ids();
    to.number(ids.size());
    for (const auto& id : ids)
    {
        to.number(static_cast<std::uint64_t>(id.space));
        to.number(id.value);
    }
    to.number(r.genres().size());
    for (auto genre : r.genres())
        to.number(genre);
    const auto seasons = r.seasons();
    to.number(seasons.size());
    for (const auto& s : seasons)
    {
        to.number(static_cast<std::uint64_t>(s.number));
        to.number(s.episodes);
        to.number(s.watched);
        to.text(s.rating_key);
        to.text(s.title);
    }
}

void write_section(writer& to, const section& s)
{
    write_info(to, s.info());
    to.signed_number(s.as_of().time_since_epoch().count());
    to.number(s.genres().size());
    for (const auto& name : s.genres())
        to.text(name);
    to.number(s.size());
    for (std::uint32_t i = 0; i < s.size(); ++i)
        write_row(to, s[i]);
}

// ---- reading ------------------------------------------------------------------------------------------------------------

/// Never reads past the end: what is not there is 0 or "", and ok() says so.
class reader
{
public:
    explicit reader(std::string_view bytes) : left_{bytes} {}

    bool ok() const { return ok_; }
    bool at_end() const { return left_.empty(); }

    std::uint64_t number()
    {
        std::uint64_t n = 0;
        for (int shift = 0; shift < 64 && !left_.empty(); shift += 7)
        {
            const auto byte = static_cast<unsigned char>(left_.front());
            left_.remove_prefix(1);
            n |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80)
                return n;
        }
        return fail(), 0;
    }
    /// A number of at most `top`.
    template <class T>
    T number(T top)
    {
        const auto n = number();
        if (std::cmp_greater(n, top))
            return fail(), T{};
        return static_cast<T>(n);
    }
    std::int64_t signed_number()
    {
        const auto n = number();
        return static_cast<std::int64_t>(n >> 1 ^ (0 - (n & 1)));
    }
    /// How many things follow, of at least `each` bytes.
    std::size_t count(std::size_t each, std::size_t most = std::numeric_limits<std::size_t>::max())
    {
        const auto n = number();
        if (n > left_.size() / each || n > most)
            return fail(), 0;
        return static_cast<std::size_t>(n);
    }
    std::string_view text()
    {
        const auto size = count(1);
        const auto out = left_.substr(0, size);
        left_.remove_prefix(size);
        return out;
    }

private:
    void fail()
    {
        ok_ = false;
        left_ = {};
    }

    std::string_view left_;
    bool ok_ = true;
};

constexpr auto any32 = std::numeric_limits<std::uint32_t>::max();

section_info read_info(reader& from)
{
    section_info out;
    for (auto* text : {&out.key, &out.title, &out.uuid, &out.agent, &out.type})
        *text = from.text();
    out.kind = from.number(1) ? kind::show : kind::movie;
    out.hidden = from.number(2);
    out.stamps.updated_at = from.signed_number();
    out.stamps.scanned_at = from.signed_number();
    out.stamps.content_changed_at = from.signed_number();
    return out;
}

void read_ids(reader& from, item& to)
{
    for (auto n = from.count(2, 0xff); n > 0 && from.ok(); --n)
    {
        const auto space = static_cast<id_space>(from.number(static_cast<int>(id_space::plex)));
        to.ids.push_back({space, from.number((std::uint64_t{1} << 60) - 1)});
    }
}

void read_row(reader& from, const std::vector<std::string>& genres, item& to, section_builder& into)
{
    to.clear();
    for (auto* text : {&to.rating_key, &to.title, &to.original_title, &to.sort_title, &to.edition, &to.guid})
        *text = from.text();
    to.year = from.number(0xffff);
    const auto resolutions = from.number(0xff);
    to.resolutions = static_cast<std::uint8_t>(resolutions & 0x7f);
    to.deleted = resolutions & 0x80;
    if (const int rating = from.number(101))
        to.rating = (rating - 1) / 10.0;
    to.added_at = from.signed_number();
    to.last_viewed_at = from.signed_number();
    for (auto* n : {&to.view_count, &to.leaf_count, &to.viewed_leaf_count, &to.child_count})
        *n = from.number(any32);
    read_ids(from, to);
    for (auto n = from.count(1, 0xff); n > 0 && from.ok(); --n)
        if (const auto genre = from.number(std::size_t{0xffff}); genre < genres.size())
            to.genres.push_back(genres[genre]);
    if (from.ok())
        into.add(to);
    for (auto n = from.count(5); n > 0 && from.ok(); --n)
    {
        season s;
        s.number = from.number(0xffff);
        s.episodes = from.number(any32);
        s.watched = from.number(any32);
        s.rating_key = from.text();
        s.title = from.text();
        into.add_season(to.rating_key, s);
    }
}

std::shared_ptr<const section> read_section(reader& from)
{
    section_builder into{read_info(from)};
    const reel::time_point as_of{reel::duration{from.signed_number()}};
    std::vector<std::string> genres;
    for (auto n = from.count(1); n > 0 && from.ok(); --n)
        genres.emplace_back(from.text());
    item row;
    const auto rows = from.count(16);
    into.reserve(static_cast<std::int64_t>(rows));
    for (std::size_t i = 0; i < rows && from.ok(); ++i)
        read_row(from, genres, row, into);
    return from.ok() ? into.finish(as_of) : nullptr;
}

reel::error unusable(std::string_view why)
{
    return {reel::errc::validation, "the library snapshot cannot be used: " + std::string{why}};
}

} // namespace

std::string encode_snapshot(const library& what)
{
    writer to;
    to.out().reserve(what.memory_bytes()); // about twice as much as it takes; what is not touched costs nothing
    to.raw(magic);
    to.fixed(version);
    to.fixed(0); // the checksum's place
    to.text(what.machine_identifier);
    to.number(what.sections.size());
    for (const auto& s : what.sections)
        write_section(to, *s);
    auto out = std::move(to.out());
    const auto sum = checksum(std::string_view{out}.substr(header_size));
    for (std::size_t i = 0; i < 4; ++i)
        out[header_size - 4 + i] = static_cast<char>(sum >> (8 * i));
    return out;
}

reel::result<library> decode_snapshot(std::string_view bytes)
{
    const auto fixed = [&](std::size_t at) {
        std::uint32_t n = 0;
        for (std::size_t i = 0; i < 4; ++i)
            n |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
        return n;
    };
    if (bytes.size() < header_size || !bytes.starts_with(magic))
        return unusable("it is no snapshot");
    if (fixed(magic.size()) != version)
        return unusable("it was written by another version");
    if (fixed(magic.size() + 4) != checksum(bytes.substr(header_size)))
        return unusable("it is damaged or was cut short");

    reader from{bytes.substr(header_size)};
    library out;
    out.machine_identifier = from.text();
    for (auto n = from.count(16); n > 0 && from.ok(); --n)
        if (auto s = read_section(from))
            out.sections.push_back(std::move(s));
    if (!from.ok() || !from.at_end())
        return unusable("it is damaged");
    return out;
}

} // namespace reel_plex
