// SPDX-License-Identifier: MIT
#include "core/http/tls.hpp"

#include "core/http/blocking.hpp"
#include "core/http/text.hpp"

#include <asio/ssl.hpp>
#include <asio/write.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace reeld::http
{

namespace
{

using asio::ip::tcp;
using context_ptr = std::shared_ptr<asio::ssl::context>;

class tls_connection final : public connection
{
public:
    tls_connection(tcp::socket socket, context_ptr context)
        : context_{std::move(context)}, stream_{std::move(socket), *context_}
    {}

    reel::awaitable<std::pair<std::error_code, std::size_t>> read_some(asio::mutable_buffer into) override
    {
        const auto [ec, n] = co_await stream_.async_read_some(into, reel::as_tuple);
        co_return std::pair{ec, n};
    }
    reel::awaitable<std::error_code> write(buffers what) override
    {
        const auto [ec, n] = co_await asio::async_write(stream_, what, reel::as_tuple);
        co_return ec;
    }
    tcp::socket& socket() override { return stream_.next_layer(); }

    SSL* handle() { return stream_.native_handle(); }
    reel::awaitable<std::error_code> shake_hands()
    {
        const auto [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::client, reel::as_tuple);
        co_return ec;
    }

private:
    context_ptr context_;
    asio::ssl::stream<tcp::socket> stream_;
};

/// The system's authorities, read once and kept for the life of the process. Any thread; the first call takes tens of
/// milliseconds.
X509_STORE* system_authorities()
{
    static X509_STORE* const store = [] {
        auto* made = X509_STORE_new();
        X509_STORE_set_default_paths(made);
        return made;
    }();
    return store;
}

struct loaded
{
    context_ptr context;
    std::string failure;
};

loaded make_context(bool verify, const std::string& ca_file)
try
{
    loaded out;
    out.context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    auto* handle = out.context->native_handle();
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS); // idle connections then cost little
    if (!verify)
        return out;
    out.context->set_verify_mode(asio::ssl::verify_peer);
    if (ca_file.empty())
    {
        SSL_CTX_set1_cert_store(handle, system_authorities());
        return out;
    }
    out.context->set_default_verify_paths();
    asio::error_code ec;
    out.context->load_verify_file(ca_file, ec);
    if (ec)
        out.failure = "the certificate authorities in " + ca_file + " cannot be read";
    return out;
}
catch (const std::exception&)
{
    return {nullptr, "TLS could not be set up"};
}

/// What the peer must be called, and what it is told that we call it. An address is verified too, but not sent (RFC 6066).
void expect_name(SSL* handle, const std::string& name, bool verify)
{
    asio::error_code not_an_address;
    asio::ip::make_address(name, not_an_address);
    if (not_an_address)
        SSL_set_tlsext_host_name(handle, name.c_str());
    if (!verify)
        return;
    auto* wanted = SSL_get0_param(handle);
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (not_an_address)
        X509_VERIFY_PARAM_set1_host(wanted, name.c_str(), name.size());
    else
        X509_VERIFY_PARAM_set1_ip_asc(wanted, name.c_str());
}

reel::error refused(SSL* handle, const origin& to, const std::error_code& ec)
{
    if (const auto verdict = SSL_get_verify_result(handle); verdict != X509_V_OK)
        return reel::error{reel::errc::connection, "could not connect to " + to.label +
                                                       ": its certificate is not valid (" +
                                                       X509_verify_cert_error_string(verdict) + ")"};
    const char* reason = ec.category() == asio::error::get_ssl_category()
                             ? ERR_reason_error_string(static_cast<unsigned long>(ec.value()))
                             : nullptr;
    return reel::error{reel::errc::connection,
                       "could not connect to " + to.label + " with TLS: " + (reason ? reason : phrase(ec))};
}

} // namespace

struct tls::impl
{
    asio::any_io_executor executor;
    bool verify;
    std::string ca_file;
    std::string name;
    // Joined, since OpenSSL does not bear a thread that still uses it when the process ends.
    std::optional<blocking_call<loaded>> loading;
    int waiting = 0; // for it

    reel::awaitable<loaded> load();
};

/// A failure is told to all who wait for it and then forgotten, so that the next connection tries again.
reel::awaitable<loaded> tls::impl::load()
{
    if (!loading)
    {
        const std::function<loaded()> work = [verify = verify, file = ca_file] { return make_context(verify, file); };
        loading.emplace(executor, work, blocking_call<loaded>::at_end::join);
    }
    {
        struct waiter
        {
            explicit waiter(int& n) : count{n} { ++count; }
            ~waiter() { --count; }
            int& count;
        } here{waiting};
        co_await loading->wait();
    }
    auto out = loading->value();
    if (!out.failure.empty() && waiting == 0)
        loading.reset();
    co_return out;
}

tls::tls(asio::any_io_executor executor, const reel::http_settings& settings)
    : impl_{new impl{std::move(executor), settings.verify_tls, settings.ca_file, settings.tls_host, {}, 0}}
{}

tls::~tls() = default;

reel::awaitable<reel::result<std::unique_ptr<connection>>> tls::secure(tcp::socket socket, const origin& to)
{
    const auto [context, failure] = co_await impl_->load();
    if (!failure.empty())
        co_return reel::error{reel::errc::connection, failure};
    auto made = std::make_unique<tls_connection>(std::move(socket), context);
    expect_name(made->handle(), impl_->name.empty() ? to.host : impl_->name, impl_->verify);
    if (const auto ec = co_await made->shake_hands())
        co_return refused(made->handle(), to, ec);
    co_return std::unique_ptr<connection>{std::move(made)};
}

} // namespace reeld::http
