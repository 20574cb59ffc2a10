// SPDX-License-Identifier: MIT
#include "tests/sim/plex/service.hpp"

#include "tests/sim/catalogue/random.hpp"

#include <algorithm>
#include <cstdio>

namespace reel_sim::plex
{
namespace
{

std::string uuid_of(std::uint32_t section)
{
    char text[40];
    const auto a = mix(section), b = mix(a);
    std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                  static_cast<unsigned>(a >> 16) & 0xFFFF, static_cast<unsigned>(a) & 0xFFFF,
                  static_cast<unsigned>(b >> 48), static_cast<unsigned long long>(b & 0xFFFFFFFFFFFF));
    return text;
}

std::string section_json(const section& s)
{
    document d;
    d.flag("allowSync", true);
    d.text("art", "/:/resources/" + s.type + "-fanart.jpg");
    d.text("composite", "/library/sections/" + std::to_string(s.key) + "/composite/" + std::to_string(s.updated_at));
    d.flag("filters", true);
    d.flag("refreshing", s.refreshing);
    d.text("thumb", "/:/resources/" + s.type + ".png");
    d.text("key", std::to_string(s.key));
    d.text("type", s.type);
    d.text("title", s.title);
    d.text("agent", s.agent);
    d.text("scanner", s.scanner);
    d.text("language", "en-US");
    d.text("uuid", uuid_of(s.key));
    d.number("updatedAt", s.updated_at);
    d.number("createdAt", s.created_at);
    d.number("scannedAt", s.scanned_at);
    d.flag("content", true);
    d.flag("directory", true);
    d.number("contentChangedAt", s.content_changed_at);
    d.number("hidden", s.hidden);
    d.raw("Location", "[{\"id\":" + std::to_string(s.key) + ",\"path\":\"/srv/media/" + std::to_string(s.key) + "\"}]");
    return "{" + d.attributes + "}";
}

query query_of(const request& req, const section& s)
{
    query q;
    q.section = s.key;
    const int own_type = s.type == "show" ? 2 : 1;
    q.type = static_cast<row_type>(parse_number<int>(req.argument("type")).value_or(own_type));
    if (auto sort = req.argument("sort"))
    {
        q.sort = sort->substr(0, sort->find(':'));
        q.descending = sort->ends_with(":desc");
    }
    q.added_after = parse_number<std::int64_t>(req.argument("addedAt>>")).value_or(INT64_MIN);
    q.updated_after = parse_number<std::int64_t>(req.argument("updatedAt>>")).value_or(INT64_MIN);
    q.guid = req.argument("guid").value_or("");
    return q;
}

} // namespace

service::service(reel_sim::plex::library& library, event_hub& events, reel_sim::plex::settings s)
    : library_{library}, events_{events}, settings_{std::move(s)}
{}

bool service::authorised(const request& req) const
{
    return req.either("X-Plex-Token", "x-plex-token") == settings_.token;
}

reply service::handle(const request& req)
{
    const std::string_view path = req.path;
    constexpr std::string_view section_prefix = "/library/sections/", metadata_prefix = "/library/metadata/";
    if (path == "/identity")
        return identity(req);
    if (!authorised(req))
        return error_page(401);
    if (req.method != "GET")
        return error_page(404);
    if (path == "/")
        return root(req);
    if (path == "/library/sections" || path == "/library/sections/all")
        return sections(req);
    if (path.starts_with(section_prefix))
        return section(req, path.substr(section_prefix.size()));
    if (path.starts_with(metadata_prefix))
        return metadata(req, path.substr(metadata_prefix.size()));
    if (path == "/:/eventsource/notifications")
    {
        reply r;
        r.content_type = "text/event-stream";
        r.event_stream = true;
        return r;
    }
    return error_page(404);
}

document service::container() const
{
    document d;
    d.flag("allowSync", true);
    d.text("identifier", "com.plexapp.plugins.library");
    d.text("mediaTagPrefix", "/system/bundle/media/flags/");
    d.number("mediaTagVersion", 1'734'362'201);
    return d;
}

reply service::identity(const request& req) const
{
    document d;
    d.number("size", 0);
    d.flag("claimed", true);
    d.text("machineIdentifier", settings_.machine_identifier);
    d.text("version", settings_.version);
    return render(req, std::move(d));
}

reply service::root(const request& req) const
{
    document d;
    d.number("size", 1);
    d.flag("allowSync", true);
    d.flag("eventStream", true);
    d.text("friendlyName", settings_.friendly_name);
    d.text("machineIdentifier", settings_.machine_identifier);
    d.flag("multiuser", true);
    d.flag("myPlex", true);
    d.text("myPlexSigninState", "ok");
    d.text("myPlexUsername", settings_.owner);
    d.text("platform", "Linux");
    d.text("version", settings_.version);
    d.list = "Directory";
    d.rows.append(R"({"count":1,"key":"library","title":"library"})");
    return render(req, std::move(d));
}

reply service::sections(const request& req) const
{
    document d;
    const auto& all = library_.catalogue().sections;
    d.number("size", std::ssize(all));
    d.flag("allowSync", true);
    d.text("title1", "Plex Library");
    d.list = "Directory";
    for (const auto& s : all)
        d.rows.append((d.rows.size() ? "," : "") + section_json(s));
    return render(req, std::move(d));
}

void service::describe_section(document& d, const reel_sim::section& s) const
{
    d.number("librarySectionID", s.key);
    d.text("librarySectionTitle", s.title);
    d.text("librarySectionUUID", uuid_of(s.key));
}

reply service::section(const request& req, std::string_view rest)
{
    const auto slash = rest.find('/');
    const auto key = parse_number(rest.substr(0, slash));
    const auto* s = key ? library_.catalogue().find_section(*key) : nullptr;
    const auto what = slash == rest.npos ? std::string_view{} : rest.substr(slash + 1);
    if (!s || (what != "all" && what != "allLeaves"))
        return error_page(404);
    auto d = container();
    d.text("art", "/:/resources/" + s->type + "-fanart.jpg");
    describe_section(d, *s);
    d.text("thumb", "/:/resources/" + s->type + ".png");
    d.text("title1", s->title);
    d.text("title2", "All " + s->title);
    d.text("viewGroup", s->type);
    if (s->type == "artist")
        return artists(req, std::move(d));
    auto q = query_of(req, *s);
    if (what == "allLeaves")
        q.type = row_type::episode;
    return listing(req, std::move(d), library_.select(q), listing_mask(req));
}

/// A section of another kind is there to be ignored: three artists named like films.
reply service::artists(const request& req, document d) const
{
    d.number("size", 3);
    d.list = "Metadata";
    int key = 900'000'001;
    for (auto name : {"Titanic", "The Sopranos", "Citizen Kane"})
    {
        const auto text = std::to_string(key++);
        d.rows.append((d.rows.size() ? ",{\"ratingKey\":\"" : "{\"ratingKey\":\"") + text +
                      "\",\"key\":\"/library/metadata/" + text + "/children\",\"type\":\"artist\",\"title\":\"" + name +
                      "\"}");
    }
    return render(req, std::move(d));
}

field_mask service::excludes(const request& req) const
{
    field_mask mask;
    if (settings_.ignore_excludes)
        return mask;
    mask.remove_named(req.argument("excludeFields").value_or(""));
    mask.remove_named(req.argument("excludeElements").value_or(""));
    return mask;
}

field_mask service::listing_mask(const request& req) const
{
    auto mask = excludes(req);
    if (req.argument("includeGuids") != "1")
        mask.remove(field::guids);
    return mask;
}

reply service::listing(const request& req, document d, std::span<const place> rows, field_mask mask) const
{
    const auto total = rows.size();
    const auto start = parse_number<std::size_t>(req.either("X-Plex-Container-Start", "x-plex-container-start"));
    const auto size = parse_number<std::size_t>(req.either("X-Plex-Container-Size", "x-plex-container-size"));
    const bool paged = start && size; // one without the other is ignored
    if (paged)
    {
        const auto from = std::min(*start, total);
        rows = rows.subspan(from, std::min(*size, total - from));
        d.number("offset", static_cast<std::int64_t>(*start));
        d.number("totalSize", static_cast<std::int64_t>(total));
    }
    d.number("size", std::ssize(rows));
    d.list = "Metadata";
    library_.append_rows(rows, mask, d.rows);
    auto r = render(req, std::move(d));
    if (paged)
    {
        r.headers.emplace_back("X-Plex-Container-Start", std::to_string(*start));
        r.headers.emplace_back("X-Plex-Container-Total-Size", std::to_string(total));
    }
    return r;
}

} // namespace reel_sim::plex
