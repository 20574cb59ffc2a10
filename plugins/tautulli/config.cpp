// SPDX-License-Identifier: MIT
#include "plugins/tautulli/config.hpp"

namespace reel_tautulli
{

reel::options<config> options()
{
    return reel::options<config>()
        .add("url", &config::url, "Address of Tautulli, with its HTTP root if it has one (http://host:8181/tautulli).")
        .env("TAUTULLI_URL")
        .needed_to_run()
        .check([](const boost::urls::url& u) { return !u.has_userinfo(); }, "must not hold a user name or password")
        .check([](const boost::urls::url& u) { return !u.has_query(); },
               "must not hold a query; the key has an option of its own, api_key")
        .add("api_key", &config::api_key, "Its API key, shown in Tautulli under Settings, Web Interface, API.")
        .env("TAUTULLI_API_KEY")
        .needed_to_run()
        .add("default_scope", &config::default_scope,
             "What a caller without a linked account and without the role admin may see: self (nothing, until users: "
             "links: tautulli_user says who it is) or all (everything, for a single household).")
        .add("activity_cache", &config::activity_cache, "How long an answer about who is watching is kept.")
        .at_most(5min)
        .add("stats_cache", &config::stats_cache, "How long statistics are kept.")
        .at_most(24h)
        .add("users_cache", &config::users_cache, "How long the list of users is kept.")
        .at_most(24h)
        .add("health_interval", &config::health_interval,
             "How often Tautulli, the key, and its connection to Plex are checked.")
        .at_least(1min)
        .add("connect_timeout", &config::connect_timeout, "Longest wait for a connection.")
        .at_least(100ms)
        .add("timeout", &config::timeout, "Longest wait for an answer.")
        .at_least(100ms)
        .add("verify_tls", &config::verify_tls, "Verify the server's certificate and its name.")
        .add("ca_file", &config::ca_file, "PEM file with an authority to trust besides the system's.")
        .add("tls_host", &config::tls_host, "Name to ask for and to verify instead of the address's.");
}

} // namespace reel_tautulli
