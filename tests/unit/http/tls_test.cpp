// SPDX-License-Identifier: MIT
// TLS against a real server, with an authority that lives as long as the test.
#include "tests/support/temp_dir.hpp"
#include "tests/unit/http/client_fixture.hpp"

#include <asio/ssl.hpp>
#include <asio/write.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/test/unit_test.hpp>

using namespace reel_test;
using namespace std::chrono_literals;
using reel::awaitable;

namespace
{

template <class T, auto Free>
struct freed
{
    void operator()(T* p) const { Free(p); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY, &EVP_PKEY_free>>;
using cert_ptr = std::unique_ptr<X509, freed<X509, &X509_free>>;

struct identity
{
    key_ptr key;
    cert_ptr cert;
};

void extend(X509* cert, X509* issuer, int what, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
}

/// A certificate for `names` ("DNS:a,IP:127.0.0.1") from `issuer`, or an authority when there is none.
identity make_identity(const std::string& names, const identity* issuer)
{
    identity out{key_ptr{EVP_EC_gen("P-256")}, cert_ptr{X509_new()}};
    auto* cert = out.cert.get();
    const auto* signer = issuer ? issuer : &out;
    X509_set_version(cert, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), issuer ? 2 : 1);
    X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
    X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
    const auto* common = reinterpret_cast<const unsigned char*>(issuer ? "server" : "test authority");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_set_issuer_name(cert, X509_get_subject_name(signer->cert.get()));
    X509_set_pubkey(cert, out.key.get());
    extend(cert, signer->cert.get(), issuer ? NID_subject_alt_name : NID_basic_constraints,
           issuer ? names : "critical,CA:TRUE");
    X509_sign(cert, signer->key.get(), EVP_sha256());
    return out;
}

std::string pem(X509* cert)
{
    const std::unique_ptr<BIO, freed<BIO, &BIO_free_all>> memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(memory.get(), cert);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

int note_name(SSL* handle, int*, void* into)
{
    const char* name = SSL_get_servername(handle, TLSEXT_NAMETYPE_host_name);
    *static_cast<std::string*>(into) = name ? name : "(none)";
    return SSL_TLSEXT_ERR_OK;
}

struct tls_fixture : client_fixture
{
    tls_fixture() { settings.ca_file = dir.write("ca.pem", pem(authority.cert.get())).string(); }
    ~tls_fixture()
    {
        tasks.cancel();
        run(io, tasks.join());
    }

    /// Starts a server whose certificate is for `names`.
    void serve(const std::string& names)
    {
        const auto mine = make_identity(names, &authority);
        SSL_CTX_use_certificate(server.native_handle(), mine.cert.get());
        SSL_CTX_use_PrivateKey(server.native_handle(), mine.key.get());
        SSL_CTX_set_tlsext_servername_callback(server.native_handle(), note_name);
        SSL_CTX_set_tlsext_servername_arg(server.native_handle(), &sent_name);
        tasks.spawn("accept", accept());
    }

    awaitable<void> accept()
    {
        for (;;)
        {
            tasks.spawn("talk", talk(co_await acceptor.async_accept(asio::use_awaitable)));
            ++connections;
        }
    }

    awaitable<void> talk(tcp::socket socket)
    {
        asio::ssl::stream<tcp::socket> stream{std::move(socket), server};
        const auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::server, reel::as_tuple);
        std::array<char, 4096> scratch;
        while (!failed)
        {
            const auto [ec, n] = co_await stream.async_read_some(asio::buffer(scratch), reel::as_tuple);
            if (ec)
                co_return;
            co_await asio::async_write(stream, asio::buffer(answer), reel::as_tuple);
        }
    }

    std::string url(std::string_view host) const
    {
        return "https://" + std::string{host} + ":" + std::to_string(acceptor.local_endpoint().port()) + "/";
    }
    /// The failure of asking `host` once.
    std::string failure(std::string_view host)
    {
        auto what = request(url(host));
        what.retries = 0;
        const auto got = send(what);
        return got ? "none" : got.error().message();
    }

    temp_dir dir;
    identity authority = make_identity("", nullptr);
    asio::ssl::context server{asio::ssl::context::tls_server};
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    reel::task_group tasks{io.get_executor()};
    std::string answer = reply("secret");
    std::string sent_name;
    int connections = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tls_client, tls_fixture)

BOOST_AUTO_TEST_CASE(a_name_that_is_in_the_certificate_is_accepted_and_sent)
{
    serve("DNS:localhost");
    BOOST_TEST(get(url("localhost")).value().body == "secret");
    BOOST_TEST(get(url("localhost")).value().body == "secret");
    BOOST_TEST(sent_name == "localhost");
    BOOST_TEST(connections == 1);
}

BOOST_AUTO_TEST_CASE(an_address_that_is_in_the_certificate_is_accepted_and_not_sent)
{
    serve("IP:127.0.0.1");
    BOOST_TEST(get(url("127.0.0.1")).value().body == "secret");
    BOOST_TEST(sent_name == "(none)");
}

BOOST_AUTO_TEST_CASE(another_name_is_refused)
{
    serve("DNS:elsewhere.example,IP:127.0.0.2");
    const auto port = std::to_string(acceptor.local_endpoint().port());
    BOOST_TEST(failure("localhost") ==
               "could not connect to localhost:" + port + ": its certificate is not valid (hostname mismatch)");
    BOOST_TEST(failure("127.0.0.1") ==
               "could not connect to 127.0.0.1:" + port + ": its certificate is not valid (IP address mismatch)");
}

BOOST_AUTO_TEST_CASE(the_owner_may_say_which_name_to_expect)
{
    settings.tls_host = "media.home.example";
    serve("DNS:*.home.example");
    BOOST_TEST(get(url("127.0.0.1")).value().body == "secret");
    BOOST_TEST(sent_name == "media.home.example");
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_unless_the_owner_says_otherwise)
{
    settings.ca_file.clear();
    serve("DNS:localhost");
    BOOST_TEST(
        failure("localhost").ends_with(": its certificate is not valid (unable to get local issuer certificate)"));
    client_.reset();
    settings.verify_tls = false;
    BOOST_TEST(get(url("localhost")).value().body == "secret");
}

BOOST_AUTO_TEST_CASE(old_versions_of_tls_are_refused)
{
    SSL_CTX_set_max_proto_version(server.native_handle(), TLS1_1_VERSION);
    serve("DNS:localhost");
    BOOST_TEST(failure("localhost").starts_with("could not connect to localhost:"));
}

BOOST_AUTO_TEST_CASE(a_server_without_tls_says_so)
{
    upstream plain{io, [](raw_socket& peer, int) -> awaitable<void> {
                       co_await peer.read_until("\n");
                       co_await peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                   }};
    auto what = request("https://127.0.0.1:" + std::to_string(plain.port()) + "/");
    what.retries = 0;
    BOOST_TEST(send(what).error().message() ==
               "could not connect to 127.0.0.1:" + std::to_string(plain.port()) + " with TLS: wrong version number");
}

BOOST_AUTO_TEST_CASE(authorities_that_cannot_be_read_are_named)
{
    settings.ca_file = (dir.path() / "missing.pem").string();
    serve("DNS:localhost");
    BOOST_TEST(failure("localhost") == "the certificate authorities in " + settings.ca_file + " cannot be read");
}

BOOST_AUTO_TEST_CASE(authorities_that_could_not_be_read_are_read_by_the_next_connection)
{
    settings.ca_file = (dir.path() / "late.pem").string();
    serve("DNS:localhost");
    BOOST_TEST(failure("localhost") != "none");
    dir.write("late.pem", pem(authority.cert.get()));
    BOOST_TEST(failure("localhost") == "none");
}

BOOST_AUTO_TEST_CASE(a_large_body_comes_through)
{
    answer = reply(std::string(3'000'000, 'x'));
    serve("DNS:localhost");
    BOOST_TEST(get(url("localhost")).value().body.size() == 3'000'000u);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_hangs_is_given_up)
{
    upstream silent{io, [](raw_socket& peer, int) -> awaitable<void> { co_await peer.read_all(); }};
    auto what = request("https://127.0.0.1:" + std::to_string(silent.port()) + "/");
    what.connect_timeout = 50ms;
    what.retries = 0;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == reel::errc::connection));
    BOOST_TEST(got.error().message().ends_with(": no answer within 50ms"));
}

BOOST_AUTO_TEST_SUITE_END()
