// SPDX-License-Identifier: MIT
// Messages as a client sends them: whatever they are, what is answered is one JSON object that repeats the id.
#include "core/mcp/jsonrpc.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <cstdlib>

using namespace reeld::mcp;
namespace json = boost::json;

namespace
{

void expect_error_with(const std::string& id, const rpc_error& error)
{
    const auto answer = json::parse(error_response(id, error));
    const auto* told = answer.as_object().if_contains("id");
    if ((told != nullptr) == id.empty() || (told && !told->is_null() && json::serialize(*told) != id))
        std::abort();
    if (!answer.at("error").at("code").is_int64())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto body = parse_json({reinterpret_cast<const char*>(data), size}, {});
    if (!body)
        return 0;
    const auto read = read_message(*body);
    if (const auto* wrong = std::get_if<malformed>(&read))
    {
        expect_error_with(wrong->id, wrong->error);
        return 0;
    }
    const auto& m = std::get<message>(read);
    if ((m.type == message::kind::request) == m.id.empty() && m.type != message::kind::response)
        std::abort();
    if (m.type != message::kind::response && m.method.data() == nullptr)
        std::abort();
    if (m.type == message::kind::request)
        expect_error_with(m.id, {-32603, "\"quoted\" \x01 and odd", {}, 200});
    return 0;
}
