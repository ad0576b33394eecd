#pragma once

#include "core/entities/model/caller.hpp"
#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <memory>

namespace nscl::entities {

/// Finds out who sent a request; implemented by accounts.
class caller_source {
public:
    virtual ~caller_source() = default;

    /// `nobody` when the request carries no credentials; a refusal when those it carries do not hold, or a
    /// write by cookie lacks its CSRF header.
    virtual messages::outcome<std::shared_ptr<const caller>> identify(const http::request& asked) = 0;
};

} // namespace nscl::entities
