#include "core/http/tls_certificate.hpp"

#include <utility>

namespace nscl::http {

tls_certificate::tls_certificate(std::filesystem::path certificate, std::filesystem::path key)
    : certificate_(std::move(certificate)), key_(std::move(key))
{
    reload();
}

std::shared_ptr<const tls_context> tls_certificate::current() const
{
    const std::scoped_lock lock{guard_};
    return current_;
}

void tls_certificate::reload()
{
    auto next = std::make_shared<const tls_context>(certificate_, key_);
    const std::scoped_lock lock{guard_};
    current_.swap(next);
}

} // namespace nscl::http
