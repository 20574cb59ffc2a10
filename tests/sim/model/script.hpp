// SPDX-License-Identifier: MIT
// A dialogue as a test writes it: what the model is to be asked, and what it says then. JSON; the members are listed at the
// head of script.cpp. Values.
#pragma once

#include "tests/sim/model/question.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reel_sim::model
{

struct spoken_call
{
    std::string id; ///< empty: one is made
    std::string name;
    std::string arguments; ///< JSON text, or whatever a confused model writes
};

/// How a server tells it; see script.cpp.
using quirks = std::set<std::string, std::less<>>;

struct utterance
{
    std::string text;
    std::vector<spoken_call> calls;
    std::size_t pieces = 0;             ///< of the text in a stream; 0: by words
    std::chrono::milliseconds after{0}; ///< before it begins
    std::chrono::milliseconds every{0}; ///< between pieces
    std::string finish_reason;          ///< empty: as it should be
    quirks oddities;
};

struct mishap
{
    int status = 0; ///< instead of an answer, with `message`; 0: in the middle of it
    std::optional<int> retry_after;
    std::string message = "simulated";
    std::string code;
    enum class kind
    {
        refusal, ///< the status
        cut,     ///< the connection is closed
        stall,   ///< nothing more comes
        error,   ///< an error object in the stream
    } what = kind::refusal;
    std::size_t pieces = 1; ///< sent before that
};

struct expectation
{
    std::vector<std::string> user, system, tools, no_tools, results, said;
    std::string model;
    std::optional<std::size_t> round;

    /// "" when `q` is what was expected, else the first thing that is not.
    std::string differs(const question& q) const;
};

struct exchange
{
    expectation expect;
    boost::json::value written; ///< the expectation as it was written
    utterance say;
    std::optional<mishap> fault;
    int times = 1; ///< left; below 0: for ever
};

/// Exchanges are taken once each (or `times`), the first that fits.
class script
{
public:
    script() = default;
    /// Throws std::invalid_argument that says what is wrong.
    explicit script(const boost::json::array& written);

    /// The exchange for a question, counted; nothing when none fits, and then `why` lists what was expected.
    std::optional<exchange> take(const question& q, std::string& why);
    std::size_t left() const;

private:
    std::vector<exchange> exchanges_;
};

} // namespace reel_sim::model
