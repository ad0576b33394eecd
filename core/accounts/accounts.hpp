#pragma once

#include "core/accounts/account_context.hpp"
#include "core/accounts/caller_finder.hpp"
#include "core/entities/routes/caller_source.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::accounts {

/// Users, roles, grants, logins, tokens and links of one server process. Processes on one database agree through the database.
/// Thread-safe after prepare().
class accounts final : public entities::caller_source {
public:
    /// What the server lends; everything outlives the accounts.
    struct surroundings {
        database::database& database;
        std::shared_ptr<const entities::entity_store> store; ///< its model holds core_document()
        const platform::clock& clock;
        platform::random& random;
        settings::account_settings settings;
        const messages::catalogue& catalogue;
        const http::problem_writer& problems;
        std::optional<password_cost> cost{}; ///< as the settings say, when it is not given
        std::size_t json_depth = 32;
        std::string public_url = {}; ///< what links begin with, when it is known
        bool demo = false;           ///< the data are samples
    };

    explicit accounts(surroundings around);

    /// Once the schema is applied, before anything else: counters and declared roles. Throws on outages and std::runtime_error when a
    /// role cannot be stored.
    void prepare();

    /// See caller_source. The caller is shared by the requests of one user from one address.
    messages::outcome<std::shared_ptr<const entities::caller>> identify(const http::request& asked) override;

    /// The rights of a user, active or not, for an administrator who looks at what that user sees; the journal has who did. Nobody
    /// acts by them. Refuses where there is no such user.
    messages::outcome<std::shared_ptr<const entities::caller>> seen_as(const entities::caller& by,
                                                                       entities::record_id user);

    /// Session, actions and links (account_routes.hpp). The handlers refer to this object.
    std::vector<http::route> routes();

    /// Makes a user who can log in at once, with a grant of `role` without scopes; for `nscl user add`. Everything wrong with the
    /// values is in the refusal.
    messages::outcome<entities::record_id> add_user(std::string_view username, std::string_view display_name,
                                                    std::string_view password, std::string_view role);

    /// The path of a fresh link for a new password, for `nscl user reset-password`: the way back for an administrator whom no other
    /// can let in. The refusal names what is wrong with /username.
    messages::outcome<std::string> issue_reset_link(std::string_view username);

    /// The path of a fresh set-up link while there is no active administrator, else none. To be shown to whoever started the server,
    /// and nowhere else.
    std::optional<std::string> issue_set_up_link();

    /// Writes down when sessions and tokens were last used, if any was: when the server stops.
    void write_down_activity();

    /// The same, and removes what has ended: sessions, links, counted failures. Every minute.
    void sweep();

private:
    password_hasher passwords_;
    account_context at_;
    caller_finder callers_;
    const messages::catalogue& catalogue_;
    const http::problem_writer& problems_;
    std::size_t json_depth_;
    bool demo_;
};

} // namespace nscl::accounts
