// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/service.hpp"

#include "tests/sim/tautulli/text.hpp"

#include <algorithm>
#include <array>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

/// As v2.17.2 lists them.
constexpr std::string_view all_commands =
    "add_newsletter_config, add_notifier_config, arnold, backup_config, backup_db, "
    "delete_all_library_history, delete_all_user_history, delete_cache, delete_export, delete_history, "
    "delete_hosted_images, delete_image_cache, delete_library, delete_login_log, delete_lookup_info, "
    "delete_media_info_cache, delete_mobile_device, delete_newsletter, delete_newsletter_log, "
    "delete_notification_log, delete_notifier, delete_recently_added, delete_synced_item, "
    "delete_temp_sessions, delete_user, docs, docs_md, download_config, download_database, "
    "download_export, download_log, download_plex_log, edit_library, edit_user, export_metadata, "
    "get_activity, get_children_metadata, get_collections_table, get_concurrent_streams_by_stream_type, "
    "get_date_formats, get_export_fields, get_exports_table, get_geoip_lookup, get_history, "
    "get_home_stats, get_item_user_stats, get_item_watch_time_stats, get_libraries, get_libraries_table, "
    "get_library, get_library_media_info, get_library_names, get_library_user_stats, "
    "get_library_watch_time_stats, get_logs, get_metadata, get_new_rating_keys, get_newsletter_config, "
    "get_newsletter_log, get_newsletters, get_notification_log, get_notifier_config, "
    "get_notifier_parameters, get_notifiers, get_old_rating_keys, get_playlists_table, get_plays_by_date, "
    "get_plays_by_dayofweek, get_plays_by_hourofday, get_plays_by_source_resolution, "
    "get_plays_by_stream_resolution, get_plays_by_stream_type, get_plays_by_top_10_platforms, "
    "get_plays_by_top_10_users, get_plays_per_month, get_plex_log, get_pms_update, get_recently_added, "
    "get_server_friendly_name, get_server_id, get_server_identity, get_server_info, get_server_list, "
    "get_server_pref, get_servers_info, get_settings, get_stream_data, "
    "get_stream_type_by_top_10_platforms, get_stream_type_by_top_10_users, get_synced_items, "
    "get_tautulli_info, get_user, get_user_ips, get_user_logins, get_user_names, get_user_player_stats, "
    "get_user_watch_time_stats, get_users, get_users_table, get_whois_lookup, import_config, "
    "import_database, logout_user_session, notify, notify_newsletter, notify_recently_added, "
    "pms_image_proxy, refresh_libraries_list, refresh_users_list, register_device, regroup_history, "
    "restart, search, server_status, set_mobile_device_config, set_newsletter_config, "
    "set_notifier_config, sql, status, terminate_session, undelete_library, undelete_user, update, "
    "update_check, update_metadata_details";

bool is_command(std::string_view name)
{
    for (auto rest = all_commands; !rest.empty();)
    {
        const auto one = rest.substr(0, rest.find(", "));
        if (one == name)
            return true;
        rest.remove_prefix(std::min(rest.size(), one.size() + 2));
    }
    return false;
}

reply envelope(int status, std::string_view result, json::value message, json::value data)
{
    auto r = reply::json(to_text(json::object{{"response", json::object{{"result", result},
                                                                        {"message", std::move(message)},
                                                                        {"data", std::move(data)}}}}),
                         status);
    r.content_type = "application/json;charset=UTF-8";
    return r;
}

reply refusal(std::string message, int status = 400)
{
    return envelope(status, "error", json::value(std::move(message)), json::object{});
}

reply success(json::value data)
{
    return envelope(200, "success", nullptr, std::move(data));
}

/// CherryPy's pages outside the API: JSON padded with blanks, so that an old browser shows them.
reply not_found(std::string_view path)
{
    auto text = to_text(json::object{{"status", "404 Not Found"},
                                     {"message", "The path '" + std::string{path} + "' was not found."},
                                     {"error", true}});
    text.resize(std::max<std::size_t>(text.size(), 513), ' ');
    return reply::json(std::move(text), 404);
}

bool any_twice(const parameters& params)
{
    for (std::size_t n = 0; n < params.size(); ++n)
        for (std::size_t m = 0; m < n; ++m)
            if (params[n].first == params[m].first)
                return true;
    return false;
}

json::value info()
{
    return json::object{{"tautulli_install_type", "git"},
                        {"tautulli_version", "v2.17.2"},
                        {"tautulli_branch", "master"},
                        {"tautulli_commit", "c7153deb6e3017b8dda46c8448fe548a61c5a47a"},
                        {"tautulli_platform", "Linux"},
                        {"tautulli_platform_release", "6.1.0"},
                        {"tautulli_platform_linux_distro", "Debian GNU/Linux 12 bookworm"},
                        {"tautulli_platform_device_name", "reel-sim"},
                        {"tautulli_python_version", "3.11.7"}};
}

constexpr std::array<std::string_view, 3> quotes = {"I LIED!", "Get to the chopper!",
                                                    "Oh, cookies! I can't wait to toss them."};

} // namespace

bool service::owns(std::string_view path) const noexcept
{
    const std::string_view root = settings_.root;
    if (!path.starts_with(root))
        return false;
    path.remove_prefix(root.size());
    return root.empty() ? path == "/api" || path.starts_with("/api/") : path.empty() || path.starts_with('/');
}

history& service::past()
{
    if (!past_)
        past_.emplace(world_);
    return *past_;
}

std::vector<stream>& service::streams()
{
    if (!streams_)
        streams_ = usual_streams(world_);
    return *streams_;
}

reply service::handle(const request& req)
{
    auto rest = std::string_view{req.path}.substr(settings_.root.size());
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    reply r;
    if (rest == "/api/v2")
    {
        auto params = req.query;
        if (req.method == "POST")
            for (auto& p : parse_query(req.body))
                params.push_back(std::move(p));
        r = api(params);
    }
    else if (rest == "/api" || rest == "/api/v1")
        r = refusal("Please use the /api/v2 endpoint.", 200);
    else if (rest.empty())
    {
        r.status = 303;
        r.headers.emplace_back("Location", settings_.root + "/home");
    }
    else
        r = not_found(req.path);
    r.headers.emplace_back("Set-Cookie", "session_id=0123456789abcdef; Path=" + settings_.root + "/");
    return r;
}

reply service::api(const parameters& params)
{
    const arguments args{params};
    const auto key = args.find("apikey"), command = args.find("cmd");
    const auto possible = "Possible commands are: " + std::string{all_commands};
    if (!settings_.enabled)
        return refusal("API not enabled");
    if (!key)
        return refusal("Parameter apikey is required");
    if (!command)
        return refusal("Parameter cmd is required. " + possible);
    if (!is_command(*command)) // before the key is looked at
        return refusal("Unknown command: " + std::string{*command} + ". " + possible);
    if (*key != settings_.apikey)
        return refusal("Invalid apikey");
    if (any_twice(params)) // CherryPy makes a list of it, for which no command is prepared
        return refusal("Check the logs for errors", 500);
    return run(*command, args);
}

reply service::run(std::string_view command, const arguments& args)
{
    try
    {
        if (settings_.throwing.contains(command))
            throw failure{};
        return success(data_of(command, args));
    }
    catch (const failure&)
    {
        return refusal("Check the logs for errors", 500);
    }
    catch (const missing_argument&)
    {
        return envelope(400, "error", nullptr, json::object{});
    }
}

json::value service::data_of(std::string_view command, const arguments& args)
{
    if (command == "arnold")
        return json::value(quotes[quotes_++ % quotes.size()]);
    if (command == "server_status")
        return json::object{{"connected", settings_.plex != plex_link::gone}};
    if (command == "get_tautulli_info")
        return info();
    if (command == "get_user_names")
        return get_user_names();
    for (auto asks_plex :
         {"get_activity", "get_libraries", "get_metadata", "get_recently_added", "get_server_identity"})
        if (command == asks_plex)
            return from_plex(command, args);

    const knowledge k{world_, past(), streams()};
    constexpr std::pair<std::string_view, json::value (*)(const knowledge&, const arguments&)> commands[] = {
        {"get_history", get_history},
        {"get_home_stats", get_home_stats},
        {"get_user", get_user},
        {"get_user_watch_time_stats", get_user_watch_time_stats},
        {"get_user_player_stats", get_user_player_stats},
        {"get_item_watch_time_stats", get_item_watch_time_stats},
        {"get_item_user_stats", get_item_user_stats}};
    for (const auto& [name, answer] : commands)
        if (command == name)
            return answer(k, args);
    if (command == "get_users")
        return get_users(k);
    throw failure{};
}

json::value service::from_plex(std::string_view command, const arguments& args)
{
    const bool there = settings_.plex == plex_link::up;
    if (command == "get_recently_added")
        return there ? get_recently_added(world_, args) : json::object{{"recently_added", json::array{}}};
    if (command == "get_libraries")
        return there ? get_libraries(world_) : json::array{};
    if (!there)
        return json::object{};
    if (command == "get_activity")
        return activity_of(world_, streams(), args);
    if (command == "get_metadata")
        return get_metadata(world_, args);
    return json::object{{"machine_identifier", machine_identifier_}, {"version", "1.41.3.9314-a0bfb8370"}};
}

} // namespace reel_sim::tautulli
