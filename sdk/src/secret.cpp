// SPDX-License-Identifier: MIT
#include <reel/secret.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace reel
{

secret::secret(std::string text) noexcept : text_{std::move(text)} {}

secret& secret::operator=(const secret& other)
{
    if (this != &other)
    {
        OPENSSL_cleanse(text_.data(), text_.size());
        text_ = other.text_;
    }
    return *this;
}

secret& secret::operator=(secret&& other) noexcept
{
    OPENSSL_cleanse(text_.data(), text_.size());
    text_.clear();
    text_.swap(other.text_);
    return *this;
}

secret::~secret()
{
    OPENSSL_cleanse(text_.data(), text_.size());
}

bool secret::matches(std::string_view candidate) const noexcept
{
    return candidate.size() == text_.size() && CRYPTO_memcmp(candidate.data(), text_.data(), text_.size()) == 0;
}

} // namespace reel
