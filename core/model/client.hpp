// SPDX-License-Identifier: MIT
// Asks OpenAI-compatible servers, in order of preference. Before any text has been passed on, a failed request is repeated
// while the server's deadline allows, and then the next server is asked; one that failed rests for a while before it is
// preferred again. Loop thread only; outlives the replies that are awaited, and is outlived by clock and log's sink.
#pragma once

#include "core/config/models.hpp"
#include "core/model/chat_model.hpp"

#include <reel/clock.hpp>
#include <reel/http_client.hpp>
#include <reel/log.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reeld::model
{

using endpoint = config::model_endpoint;

class client final : public chat_model
{
public:
    using http_maker = std::function<std::unique_ptr<reel::http_client>(reel::http_settings)>;

    client(std::vector<endpoint> endpoints, const http_maker& make_http, reel::clock& clock, reel::logger log);
    ~client() override;

    bool configured() const override { return !sources_.empty(); }
    reel::awaitable<reel::result<reply>> complete(const request& asked, text_sink on_text) override;

private:
    struct source;
    struct attempt_state;

    std::vector<source*> by_preference();
    reel::awaitable<reel::result<reply>> ask(source& from, const request& asked, const text_sink& on_text, bool last,
                                             bool& spoken);
    reel::awaitable<reel::result<reply>> attempt(source& from, const request& asked, reel::duration left,
                                                 const text_sink& on_text, bool& spoken);
    reel::awaitable<reel::result<reel::http_response>> send(source& from, reel::http_request what,
                                                            attempt_state& state);
    reel::awaitable<void> until_silent(const attempt_state& state, reel::duration limit);
    std::optional<reel::duration> pause_before_next(const reel::error& failure, int made, bool last) const;

    std::vector<std::unique_ptr<source>> sources_;
    reel::clock& clock_;
    reel::logger log_;
};

} // namespace reeld::model
