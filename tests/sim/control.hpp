// SPDX-License-Identifier: MIT
// The control endpoint, /sim/…: changes the library, asks for the truth, sets faults, reads what was asked. JSON in and out;
// needs no token, is never faulty, is not logged. The list of what it understands is in control.cpp. Loop thread only.
#pragma once

#include "tests/sim/faults.hpp"
#include "tests/sim/message.hpp"
#include "tests/sim/model/service.hpp"
#include "tests/sim/plex/service.hpp"
#include "tests/sim/request_log.hpp"
#include "tests/sim/tautulli/service.hpp"
#include "tests/sim/telegram/service.hpp"
#include "tests/sim/tmdb/service.hpp"
#include "tests/sim/twilio/service.hpp"

#include <reel/time.hpp>

#include <boost/json/fwd.hpp>

#include <functional>
#include <string_view>

namespace reel_sim
{

struct controlled
{
    plex::library& library;
    plex::service& service;
    tautulli::service& tautulli;
    tmdb::service& tmdb;
    model::service& model;
    telegram::service& telegram;
    twilio::service& twilio;
    plex::event_hub& events;
    fault_plan& faults;
    request_log& requests;
    std::function<void(reel::duration)> outage;
};

class control
{
public:
    explicit control(controlled parts) : parts_{std::move(parts)} {}

    static bool owns(std::string_view path) noexcept { return path == "/sim" || path.starts_with("/sim/"); }
    reply handle(const request& req);

private:
    boost::json::value perform(const request& req, const boost::json::object& arguments);
    boost::json::value overview() const;
    boost::json::value list_items(const request& req) const;
    boost::json::value change_item(std::string_view method, std::string_view rest,
                                   const boost::json::object& arguments);
    boost::json::value change_section(std::string_view rest, const boost::json::object& arguments);
    boost::json::value change_server(const boost::json::object& arguments);
    boost::json::value change_tautulli(std::string_view rest, const request& req, const boost::json::object& arguments);
    boost::json::value change_model(std::string_view rest, const request& req, const boost::json::object& arguments);
    boost::json::value change_channel(const request& req, const boost::json::object& arguments);
    boost::json::value tell_gaps(const request& req) const;
    boost::json::value emit(const boost::json::object& arguments);
    boost::json::value change_faults(std::string_view method, const boost::json::object& arguments);
    boost::json::value list_requests() const;

    controlled parts_;
};

} // namespace reel_sim
