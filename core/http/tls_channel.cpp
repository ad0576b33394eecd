#include "core/http/tls_channel.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <new>

namespace nscl::http {

tls_channel::tls_channel(std::shared_ptr<const tls_context> with)
    : with_(std::move(with)),
      ssl_(SSL_new(with_->native()), SSL_free),
      incoming_(BIO_new(BIO_s_mem())),
      outgoing_(BIO_new(BIO_s_mem()))
{
    if (!ssl_ || !incoming_ || !outgoing_) {
        BIO_free(incoming_);
        BIO_free(outgoing_);
        throw std::bad_alloc{};
    }
    SSL_set_bio(ssl_.get(), incoming_, outgoing_);
    SSL_set_accept_state(ssl_.get());
}

tls_channel::~tls_channel() = default;

void tls_channel::receive(std::string_view sealed)
{
    std::size_t taken = 0;
    if (!sealed.empty() && BIO_write_ex(incoming_, sealed.data(), sealed.size(), &taken) != 1) throw std::bad_alloc{};
}

std::size_t tls_channel::read(std::span<char> room)
{
    if (ended_) return 0;
    ERR_clear_error(); // the queue is the thread's, and another connection may have left something in it
    std::size_t count = 0;
    const int result = SSL_read_ex(ssl_.get(), room.data(), room.size(), &count);
    if (result == 1) return count;
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ: break;
    case SSL_ERROR_ZERO_RETURN: ended_ = true; break;
    default: fail();
    }
    return 0;
}

void tls_channel::write(std::string_view plain)
{
    if (plain.empty() || !problem_.empty()) return;
    ERR_clear_error();
    std::size_t count = 0;
    if (SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &count) != 1) fail();
}

std::string_view tls_channel::outgoing() const
{
    char* bytes = nullptr;
    const auto count = BIO_get_mem_data(outgoing_, &bytes);
    return {bytes, static_cast<std::size_t>(std::max(count, 0L))};
}

void tls_channel::sent(std::size_t count)
{
    std::array<char, 4096> gone{};
    while (count > 0) {
        std::size_t taken = 0;
        if (BIO_read_ex(outgoing_, gone.data(), std::min(count, gone.size()), &taken) != 1) return;
        count -= taken;
    }
}

void tls_channel::close()
{
    if (closed_ || !problem_.empty() || !is_open()) return;
    closed_ = true;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
}

bool tls_channel::is_open() const
{
    return SSL_is_init_finished(ssl_.get()) == 1;
}

void tls_channel::fail()
{
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    problem_ = reason ? reason : "TLS failed";
    ended_ = true;
}

} // namespace nscl::http
