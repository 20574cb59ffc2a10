// SPDX-License-Identifier: MIT
#include "tests/sim/plex/service.hpp"

#include "tests/sim/catalogue/random.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

namespace reel_sim::plex
{
namespace
{

template <class Number = std::uint32_t>
std::optional<Number> number(std::optional<std::string_view> text)
{
    Number n{};
    if (!text || text->empty())
        return std::nullopt;
    const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (ec != std::errc{} || end != text->data() + text->size())
        return std::nullopt;
    return n;
}

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
    d.raw("Location", "[{\"id\":" + std::to_string(s.key) + ",\"path\":\"/srv/media/" + s.title + "\"}]");
    return "{" + d.attributes + "}";
}

query query_of(const request& req, const section& s)
{
    query q;
    q.section = s.key;
    const int own_type = s.type == "show" ? 2 : 1;
    q.type = static_cast<row_type>(number<int>(req.argument("type")).value_or(own_type));
    if (auto sort = req.argument("sort"))
    {
        q.sort = sort->substr(0, sort->find(':'));
        q.descending = sort->ends_with(":desc");
    }
    q.added_after = number<std::int64_t>(req.argument("addedAt>>")).value_or(INT64_MIN);
    q.updated_after = number<std::int64_t>(req.argument("updatedAt>>")).value_or(INT64_MIN);
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
    const auto key = number(rest.substr(0, slash));
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
    return listing(req, std::move(d), library_.select(q), mask_for(req));
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

field_mask service::mask_for(const request& req) const
{
    field_mask mask;
    if (!settings_.ignore_excludes)
    {
        mask.remove_named(req.argument("excludeFields").value_or(""));
        mask.remove_named(req.argument("excludeElements").value_or(""));
    }
    if (req.argument("includeGuids") != "1")
        mask.remove(field::guids);
    return mask;
}

reply service::listing(const request& req, document d, std::span<const place> rows, field_mask mask) const
{
    const auto total = rows.size();
    const auto start = number<std::size_t>(req.either("X-Plex-Container-Start", "x-plex-container-start"));
    const auto size = number<std::size_t>(req.either("X-Plex-Container-Size", "x-plex-container-size"));
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

// ---- one item and what belongs to it --------------------------------------------------------------------------------

reply service::metadata(const request& req, std::string_view rest)
{
    const auto slash = rest.find('/');
    if (slash == rest.npos)
        return items(req, rest);
    const auto key = number(rest.substr(0, slash));
    const auto found = key ? library_.catalogue().find(*key) : std::nullopt;
    if (!found || library_.catalogue().items[found->item].deleted_at)
        return error_page(404);
    if (rest.substr(slash + 1) == "children")
        return children(req, *found);
    if (rest.substr(slash + 1) == "allLeaves")
        return all_leaves(req, *found);
    return error_page(404);
}

/// A row by itself says which section it is from, has its Guid without being asked, and may carry its children.
std::string service::item_row(const request& req, const place& p) const
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[p.item];
    const auto& s = *world.find_section(i.section);
    field_mask mask;
    if (!settings_.ignore_excludes)
    {
        mask.remove_named(req.argument("excludeFields").value_or(""));
        mask.remove_named(req.argument("excludeElements").value_or(""));
    }
    document more;
    more.text("librarySectionTitle", s.title);
    more.number("librarySectionID", s.key);
    more.text("librarySectionKey", "/library/sections/" + std::to_string(s.key));
    if (req.argument("includeChildren") == "1" && p.season < 0 && !i.seasons.empty())
    {
        std::vector<place> seasons;
        for (std::int32_t n = 0; n < std::ssize(i.seasons); ++n)
            seasons.push_back({p.item, n, -1});
        body rows;
        library_.append_rows(seasons, mask, rows);
        more.raw("Children", "{\"size\":" + std::to_string(seasons.size()) + ",\"Metadata\":[" + rows.text() + "]}");
    }
    auto row = library_.row(p, mask);
    row.back() = ',';
    return row += more.attributes += '}';
}

reply service::items(const request& req, std::string_view keys)
{
    const auto& world = library_.catalogue();
    auto d = container();
    d.list = "Metadata";
    int found = 0;
    while (!keys.empty())
    {
        const auto one = keys.substr(0, keys.find(','));
        keys.remove_prefix(std::min(keys.size(), one.size() + 1));
        const auto key = number(one);
        const auto p = key ? world.find(*key) : std::nullopt;
        if (!p || world.items[p->item].deleted_at)
            continue;
        if (found++ == 0)
            describe_section(d, *world.find_section(world.items[p->item].section));
        d.rows.append((found > 1 ? "," : "") + item_row(req, *p));
    }
    if (found == 0)
        return error_page(404);
    d.number("size", found);
    return render(req, std::move(d));
}

/// What is the same in all rows is said once, in the container.
reply service::children(const request& req, const place& p)
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[p.item];
    const auto& work = world.work_of(i);
    auto mask = mask_for(req);
    auto d = container();
    describe_section(d, *world.find_section(i.section));
    mask.remove(field::parent_title);
    std::vector<place> rows;
    if (p.season < 0)
    {
        d.text("key", std::to_string(i.key));
        d.text("parentTitle", world.title_of(i));
        d.number("parentYear", work.year);
        for (std::int32_t s = 0; s < std::ssize(i.seasons); ++s)
            rows.push_back({p.item, s, -1});
    }
    else
    {
        const auto& s = i.seasons[static_cast<std::size_t>(p.season)];
        mask.remove(field::grandparent_title);
        d.text("key", std::to_string(s.key));
        d.text("grandparentTitle", world.title_of(i));
        d.text("parentTitle", s.number ? "Season " + std::to_string(s.number) : "Specials");
        d.number("parentIndex", s.number);
        for (std::int32_t e = 0; p.episode < 0 && e < std::ssize(s.episodes); ++e)
            rows.push_back({p.item, p.season, e});
    }
    if (p.season >= 0 || work.kind == kind::movie || req.argument("excludeAllLeaves") == "1")
        return listing(req, std::move(d), rows, mask);

    document all;
    all.number("leafCount", static_cast<std::int64_t>(episode_count(i)));
    all.text("thumb", "/library/metadata/" + std::to_string(i.key) + "/thumb/" + std::to_string(i.updated_at));
    all.text("key", "/library/metadata/" + std::to_string(i.key) + "/allLeaves");
    all.text("title", "All episodes");
    const auto row = "{" + all.attributes + "}";
    if (settings_.all_episodes == all_episodes_row::in_directory)
    {
        d.raw("Directory", "[" + row + "]");
        return listing(req, std::move(d), rows, mask);
    }
    d.number("size", std::ssize(rows) + 1); // with this row there is no paging
    d.list = "Metadata";
    d.rows.append(row + (rows.empty() ? "" : ","));
    library_.append_rows(rows, mask, d.rows);
    return render(req, std::move(d));
}

reply service::all_leaves(const request& req, const place& p)
{
    const auto& i = library_.catalogue().items[p.item];
    auto mask = mask_for(req);
    mask.remove(field::grandparent_title);
    auto d = container();
    describe_section(d, *library_.catalogue().find_section(i.section));
    d.text("key", std::to_string(i.key));
    d.text("grandparentTitle", library_.catalogue().title_of(i));
    std::vector<place> rows;
    for (std::int32_t s = 0; s < std::ssize(i.seasons); ++s)
        for (std::int32_t e = 0; e < std::ssize(i.seasons[static_cast<std::size_t>(s)].episodes); ++e)
            if (p.season < 0 || p.season == s)
                rows.push_back({p.item, s, e});
    return listing(req, std::move(d), rows, mask);
}

// ---- events ---------------------------------------------------------------------------------------------------------

void service::announce(const change& c)
{
    const auto& world = library_.catalogue();
    const auto& i = world.items[c.where.item];
    const bool movie = world.work_of(i).kind == kind::movie;
    const bool plain = settings_.event_shape == event_shape::plain;
    auto id = [&](std::uint32_t n) { return plain ? "\"" + std::to_string(n) + "\"" : std::to_string(n); };
    auto send = [&](int state, std::string_view metadata_state) {
        document entry;
        entry.text("identifier", "com.plexapp.plugins.library");
        entry.raw("sectionID", id(i.section));
        entry.raw("itemID", id(c.key));
        if (c.where.season >= 0)
            entry.raw("rootItemID", id(i.key));
        entry.number("type", c.where.episode >= 0 ? 4 : c.where.season >= 0 ? 3 : movie ? 1 : 2);
        entry.text("title", world.title_of(i));
        entry.number("state", state);
        if (!metadata_state.empty())
            entry.text("metadataState", metadata_state);
        entry.number("updatedAt", world.now);
        events_.publish("timeline", "TimelineEntry", "{" + entry.attributes + "}", settings_.event_shape);
    };
    if (c.what == change::added)
        send(0, "created");
    if (c.what == change::removed)
        send(9, "deleted");
    else
        send(5, "");
}

} // namespace reel_sim::plex
