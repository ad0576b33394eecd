#pragma once

#include "core/entities/declaration/declaration.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the server's reader has against a declaration; empty when nothing.
inline std::string objection(std::string_view plugin, std::string_view document)
{
    using namespace nscl::entities;
    /// Callbacks that nobody calls.
    class unbound : public callback_binder {
    public:
        hook check(unsigned) override { return {}; }
        hook before(unsigned) override { return {}; }
        hook after_commit(unsigned) override { return {}; }
        claim_text claim(unsigned) override { return {}; }
        value_rule value(unsigned) override { return {}; }
    };
    unbound callbacks;
    std::vector<contributed_type> types;
    const auto read = read_declaration(plugin, document, callbacks, types);
    return read ? std::string{} : read.error().pointer + ": " + read.error().problem;
}
