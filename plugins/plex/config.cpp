// SPDX-License-Identifier: MIT
#include "plugins/plex/config.hpp"

namespace reel_plex
{

reel::options<config> options()
{
    return reel::options<config>()
        .add("url", &config::url, "Address of the Plex server, with a path if it is behind one.")
        .env("PLEX_URL")
        .needed_to_run()
        .check([](const boost::urls::url& u) { return !u.has_userinfo(); }, "must not hold a user name or password")
        .add("token", &config::token,
             "Its token (X-Plex-Token); the one in the server's Preferences.xml does not expire.")
        .env("PLEX_TOKEN")
        .needed_to_run()
        .add("refresh_interval", &config::refresh_interval,
             "How often the libraries are asked whether they changed; only those that did are read again.")
        .at_least(1min)
        .add("full_refresh_interval", &config::full_refresh_interval,
             "How often everything is read again, changed or not.")
        .at_least(1h)
        .add("health_interval", &config::health_interval, "How often the server and the token are checked.")
        .at_least(1min)
        .add(
            "events", &config::events,
            "Listen to the server's notifications, so that changes show within seconds instead of at the next refresh.")
        .add("libraries", &config::libraries, "Titles of the only libraries to read; empty: all film and TV libraries.")
        .add("exclude_libraries", &config::exclude_libraries, "Titles of libraries to leave out.")
        .add("page_size", &config::page_size, "Items asked for in one request while a library is read.")
        .at_least(10)
        .at_most(5000)
        .add("concurrent_sections", &config::concurrent_sections, "Libraries read at the same time.")
        .at_least(1)
        .at_most(8)
        .add("connect_timeout", &config::connect_timeout, "Longest wait for a connection.")
        .at_least(100ms)
        .add("timeout", &config::timeout, "Longest wait for an answer.")
        .at_least(100ms)
        .add("listing_timeout", &config::listing_timeout,
             "Longest wait for one page of a library; cold disks are slow.")
        .at_least(100ms)
        .add("health_timeout", &config::health_timeout, "Longest wait of a health check.")
        .at_least(100ms)
        .add(
            "account", &config::account,
            "Whose account the token is of, by the Plex user name, for saying whose watched counts these are; empty: the "
            "server is asked.")
        .add("catalogue_tool", &config::catalogue_tool,
             "The tool that knows which seasons and episodes a show has, for telling what is missing; empty: none.")
        .add("catalogue_keep", &config::catalogue_keep,
             "How long what it said about a show is believed. What has aired is worked out from dates for each answer.")
        .at_least(10min)
        .at_most(7 * 24h)
        .add("dismissed_gaps", &config::dismissed_gaps,
             "Seasons and episodes never to call missing, such as tmdb:95396 s2 or tvdb:81189 s01e05-e07.")
        .add("verify_tls", &config::verify_tls, "Verify the server's certificate and its name.")
        .add("ca_file", &config::ca_file, "PEM file with an authority to trust besides the system's.")
        .add("tls_host", &config::tls_host,
             "Name to ask for and to verify instead of the address's, such as the server's own plex.direct name.");
}

} // namespace reel_plex
