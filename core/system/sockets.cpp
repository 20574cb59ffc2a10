// SPDX-License-Identifier: MIT
#include "core/system/sockets.hpp"

#include <systemd/sd-daemon.h>

#include <asio/ip/address.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <system_error>

namespace reeld::system
{

namespace
{

std::string address_of(int fd)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &length) != 0)
        return {};
    if (storage.ss_family == AF_INET)
    {
        sockaddr_in in{};
        std::memcpy(&in, &storage, sizeof in);
        return asio::ip::address_v4{ntohl(in.sin_addr.s_addr)}.to_string();
    }
    if (storage.ss_family == AF_INET6)
    {
        sockaddr_in6 in{};
        std::memcpy(&in, &storage, sizeof in);
        asio::ip::address_v6::bytes_type bytes;
        std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
        return asio::ip::address_v6{bytes, in.sin6_scope_id}.to_string();
    }
    return {};
}

/// The array that sd_listen_fds_with_names() allocates.
class names
{
public:
    names() = default;
    names(const names&) = delete;
    names& operator=(const names&) = delete;
    ~names()
    {
        for (char** name = list_; name && *name; ++name)
            std::free(*name);
        std::free(list_);
    }
    char*** out() noexcept { return &list_; }
    const char* operator[](int i) const noexcept { return list_[i]; }

private:
    char** list_ = nullptr;
};

} // namespace

reel::result<std::vector<passed_socket>> take_passed_sockets()
{
    names passed;
    const int count = ::sd_listen_fds_with_names(1, passed.out());
    if (count < 0)
        return reel::error::from({-count, std::system_category()}, "cannot take over systemd's sockets");
    std::vector<passed_socket> out;
    for (int i = 0; i < count; ++i)
    {
        const int fd = SD_LISTEN_FDS_START + i;
        if (::sd_is_socket_inet(fd, AF_UNSPEC, SOCK_STREAM, 1, 0) <= 0)
            return reel::error{reel::errc::bad_argument,
                               "systemd passed '" + std::string{passed[i]} +
                                   "', which is not a listening TCP socket: use ListenStream= with a port in the "
                                   "socket unit"};
        out.push_back({fd, passed[i], address_of(fd)});
    }
    return out;
}

} // namespace reeld::system
