#pragma once

#include "core/entities/routes/caller_source.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/problem.hpp"
#include "core/plugin_host/plugin_host.hpp"
#include "core/plugin_host/value_conversion.hpp"

#include <nscl/abi/database.h>
#include <nscl/abi/entities.h>
#include <nscl/abi/http.h>
#include <nscl/abi/plugin.h>
#include <nscl/abi/services.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::tests {

/// The strings of fixtures/puppet.c: a plugin that is loaded like every other, and whose code is the test's.
struct puppet {
    using code = std::function<std::int32_t(nscl_call&, nscl_error&)>;

    std::string document = R"({"declaration":1,"entities":[]})";
    const nscl_host* host = nullptr;         ///< from create to destroy
    std::map<std::uint32_t, code> callbacks; ///< by number; those that are not here succeed silently

    /// The one whose table the library hands out.
    static puppet& the();
    /// As new, and known to the library.
    static puppet& fresh();

    const nscl_entities_v1& entities() const;
    const nscl_http_v1& http() const;
    const nscl_database_v1& database() const;
    const nscl_settings_v1& settings() const;
    const nscl_audit_v1& audit() const;
    const nscl_clock_v1& clock() const;
    void* self() const { return host->self; }

    std::uint32_t entity(std::string_view name) const;
    std::uint32_t field(std::string_view entity_name, std::string_view name) const;
};

inline nscl_text text(std::string_view of)
{
    return {of.data(), of.size()};
}

nscl_value words(std::string_view of);
nscl_value number(std::int64_t of, std::uint8_t tag = NSCL_INTEGER);
nscl_error no_error();

class still_clock final : public platform::clock {
public:
    platform::instant now() const override { return 1'790'000'000'000'000; } // 2026-09-21
};

/// Takes every request for the same caller's.
class one_caller final : public entities::caller_source {
public:
    messages::outcome<std::shared_ptr<const entities::caller>> identify(const http::request&) override
    {
        if (refused) return *refused;
        return who;
    }
    std::optional<messages::refusal> refused; ///< what is wrong with the credentials
    std::shared_ptr<const entities::caller> who;
};

std::shared_ptr<const entities::caller> user(std::int64_t id, std::vector<std::string> roles);
std::shared_ptr<const entities::caller> nobody();

/// The inside of a server on a database, with the puppet as its only plugin. Its declaration has the entity `note` without callbacks and
/// `ticket` with: check 1, claim 2, before create 3, before update 4, after commit 5, before delete 6; the contributed type `code`
/// (callback 7); the routes GET /run (99, anyone), and the indicator `total` (8). The server's own declaration has the entity `core.place`,
/// which keepers may change and visitors read.
class stage {
public:
    explicit stage(database::database& on);
    ~stage();

    /// Runs `code` as the callback of GET /run.
    http::response run(puppet::code code);
    /// The same, with what the context is wanted for; the callback answers 200.
    void inside(const std::function<void(nscl_handle context)>& code);

    http::response ask(http::verb verb, const std::string& pattern, http::request request = {});

    const entities::entity& entity(std::string_view name) const
    {
        return *plugins.model()->find("puppet." + std::string{name});
    }
    /// Creates a record as the caller, with texts by field.
    messages::outcome<entities::record> create(std::string_view entity_name,
                                               const std::map<std::string, std::string>& values);

    database::database& db;
    still_clock clock;
    messages::catalogue catalogue;
    http::problem_writer problems{catalogue};
    one_caller callers;
    plugin_host::plugin_host plugins;
    std::shared_ptr<const entities::entity_store> store;
    std::vector<http::route> routes;
};

/// The declaration of the stage's puppet.
extern const char* const stage_document;

} // namespace nscl::tests
