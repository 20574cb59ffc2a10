// SPDX-License-Identifier: MIT
#include "tests/sim/plex/row_parts.hpp"

#include <charconv>

namespace reel_sim::plex
{

void append_number(std::string& out, std::int64_t value)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void append_padded(std::string& out, std::int64_t value, std::size_t width)
{
    char digits[24];
    const std::size_t n = std::to_chars(digits, digits + sizeof digits, value).ptr - digits;
    out.append(n < width ? width - n : 0, '0').append(digits, n);
}

void append_hex(std::string& out, std::uint64_t value, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += "0123456789abcdef"[(value >> shift) & 15];
}

picture picture_of(resolution r) noexcept
{
    switch (r)
    {
    case resolution::sd:
        return {720, 576, "sd"};
    case resolution::hd720:
        return {1280, 720, "720"};
    case resolution::hd1080:
        return {1920, 1080, "1080"};
    case resolution::uhd:
        break;
    }
    return {3840, 2160, "4k"};
}

namespace
{

void append_part(std::string& out, std::int64_t id, std::int64_t added_at, std::int64_t duration, std::string_view file)
{
    put(out, "{\"id\":", id, ",\"key\":\"/library/parts/", id, "/", added_at, "/file.mkv\",\"duration\":", duration,
        ",\"file\":\"");
    append_escaped(out, file);
    put(out, "\",\"size\":", duration * 1179 + id,
        ",\"audioProfile\":\"dts\",\"container\":\"mkv\",\"videoProfile\":\"high\"}");
}

} // namespace

void append_plex_guid(std::string& out, std::string_view type, std::uint64_t seed)
{
    put(out, "plex://", type, "/5d77");
    append_hex(out, seed, 16);
    append_hex(out, mix(seed), 4);
}

void append_imdb(std::string& out, std::uint32_t imdb)
{
    out += "tt";
    append_padded(out, imdb, 7);
}

void append_guid(std::string& out, const catalogue& c, const item& i)
{
    const auto& w = c.work_of(i);
    switch (i.guid)
    {
    case guid_style::plex:
        append_plex_guid(out, w.kind == kind::movie ? "movie" : "show", w.seed);
        break;
    case guid_style::imdb:
        out += "com.plexapp.agents.imdb://";
        append_imdb(out, w.imdb);
        out += "?lang=en";
        break;
    case guid_style::themoviedb:
        put(out, "com.plexapp.agents.themoviedb://", w.tmdb, "?lang=en");
        break;
    case guid_style::thetvdb:
        put(out, "com.plexapp.agents.thetvdb://", w.tvdb, "?lang=en");
        break;
    case guid_style::hama_tvdb:
        put(out, "com.plexapp.agents.hama://tvdb", i.key % 2 ? "" : "2", "-", w.tvdb, "?lang=en");
        break;
    case guid_style::hama_anidb:
        put(out, "com.plexapp.agents.hama://anidb-", 1 + w.seed % 18'000, "?lang=en");
        break;
    case guid_style::xbmcnfo:
        if (w.kind == kind::movie)
            put(out, "com.plexapp.agents.xbmcnfo://", w.tmdb, "?lang=en");
        else
            put(out, "com.plexapp.agents.xbmcnfotv://", w.tvdb, "?lang=en");
        break;
    case guid_style::local:
        put(out, "local://", i.key);
        break;
    case guid_style::none:
        put(out, "com.plexapp.agents.none://", i.key, "?lang=xn");
        break;
    }
}

void append_media(std::string& out, std::int64_t id, resolution quality, std::int64_t added_at, std::int64_t duration,
                  std::string_view file, bool split)
{
    const auto p = picture_of(quality);
    put(out, "{\"id\":", id, ",\"duration\":", duration, ",\"bitrate\":", 2200 + p.width * 4, ",\"width\":", p.width,
        ",\"height\":", p.height, ",\"aspectRatio\":1.78,\"audioChannels\":6,\"audioCodec\":\"dca\",\"videoCodec\":\"",
        quality == resolution::uhd ? "hevc" : "h264", "\",\"videoResolution\":\"", p.name,
        "\",\"container\":\"mkv\",\"videoFrameRate\":\"24p\",\"audioProfile\":\"dts\",\"videoProfile\":\"high\",\"hasVoiceActivity\":false,\"Part\":[");
    std::string name{file};
    append_part(out, id * 2, added_at, split ? duration / 2 : duration, name + (split ? " - pt1.mkv" : ".mkv"));
    if (split)
    {
        out += ',';
        append_part(out, id * 2 + 1, added_at, duration / 2, name + " - pt2.mkv");
    }
    out += "]}";
}

void write_date(row_writer& w, const std::optional<date>& d)
{
    if (!d)
        return;
    auto& out = w.raw(field::originally_available_at);
    put(out, "\"", d->year, "-");
    append_padded(out, d->month, 2);
    out += '-';
    append_padded(out, d->day, 2);
    out += '"';
}

void write_stamps(row_writer& w, const item& i)
{
    w.number(field::added_at, i.added_at);
    w.number(field::updated_at, i.updated_at);
    if (i.deleted_at)
        w.number(field::deleted_at, i.deleted_at);
}

void append_escaped(std::string& out, std::string_view text)
{
    for (char c : text)
    {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += "\\u0020";
        else
            out += c;
    }
}

std::string guid_of(const catalogue& c, const item& i)
{
    std::string guid;
    append_guid(guid, c, i);
    return guid;
}

std::string sort_title(std::string_view title)
{
    std::string out;
    for (char c : title)
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (std::string_view article : {"the ", "an ", "a "})
        if (out.starts_with(article) && out.size() > article.size())
            return out.substr(article.size());
    return out;
}

} // namespace reel_sim::plex
