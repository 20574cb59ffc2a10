// SPDX-License-Identifier: MIT
// JSON-RPC 2.0 as text: reads one message, writes answers by appending. Pure; any thread.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace reeld::mcp
{

/// Why a request was not served.
struct rpc_error
{
    int code;
    std::string message;   ///< one sentence
    std::string data;      ///< JSON text, or empty
    int http_status = 200; ///< where the transport has one
};

/// One message. Its views live as long as the value that it was read from.
struct message
{
    enum class kind : std::uint8_t
    {
        request,
        notification,
        response
    };
    kind type = kind::request;
    std::string id; ///< as JSON text; empty when the message has none
    std::string_view method;
    const boost::json::object* params = nullptr; ///< nullptr when there are none
    const boost::json::object* result = nullptr; ///< of a response; nullptr when it is an error
};

/// What a malformed message is answered; `id` is empty when it could not be read.
struct malformed
{
    rpc_error error;
    std::string id;
};

/// Parses `text` into `storage`; nothing when it is not JSON, or nested too deep.
std::optional<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr storage);

/// An id as JSON text; nothing when it is neither a string nor a whole number.
std::optional<std::string> id_text(const boost::json::value& id);

std::variant<message, malformed> read_message(const boost::json::value& body);

/// A member of an object that may be absent; nullptr or "" when it is, or is of another type.
const boost::json::object* object_member(const boost::json::object* object, std::string_view key);
std::string_view string_member(const boost::json::object* object, std::string_view key);

/// Writes one JSON object, member by member.
class object_writer
{
public:
    explicit object_writer(std::string& out) : out_{out} { out_ += '{'; }
    /// Begins a member; its value is appended to what this returns.
    std::string& key(std::string_view name);
    void raw(std::string_view name, std::string_view json) { key(name) += json; }
    void text(std::string_view name, std::string_view value);
    void end() { out_ += '}'; }

private:
    std::string& out_;
    bool first_ = true;
};

/// A whole error response; without `id` when that is empty.
std::string error_response(std::string_view id, const rpc_error& error);
/// What comes before a result: `{"jsonrpc":"2.0","id":…,"result":`; a closing brace comes after it.
void begin_response(std::string& out, std::string_view id);
/// A whole notification. `params` is JSON text.
std::string notification(std::string_view method, std::string_view params);
/// A whole request to the client. `params` is JSON text.
std::string request(std::string_view id, std::string_view method, std::string_view params);

} // namespace reeld::mcp
