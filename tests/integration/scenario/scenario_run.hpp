#pragma once

#include "tests/integration/scenario/api_user.hpp"
#include "tests/integration/scenario/scenario.hpp"
#include "tests/integration/scenario/variables.hpp"
#include "tests/support/server_process.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace nscl::tests {

/// Plays a scenario against a server of its own.
class scenario_run {
public:
    /// `options` name the database; the scenario adds its environment.
    scenario_run(const scenario& played, server_options options);

    /// Throws std::runtime_error that names the first step that went wrong, and how.
    void play();

    /// What the server wrote, for the message about a failure.
    std::string log() const { return server_ ? server_->log() : std::string{}; }

private:
    void play(const scenario_step& step);
    void play_once(const scenario_step& step);
    void restart();

    void choose_plugins();
    void set_up_administrator();
    void make_user(const std::string& alias, const boost::json::object& wanted);
    void grant(const boost::json::value& user_id, const boost::json::value& role);
    /// Sends JSON as the administrator and returns the answer's JSON. Throws unless the status is a success.
    boost::json::value ask(const std::string& verb, const std::string& target, const boost::json::value& body = {});
    /// The one behind `as`; logs in at first use when they are a declared user.
    api_user& user(const std::string& alias);

    sent_request request_of(const scenario_step& step) const;
    answer exchange(const scenario_step& step, const sent_request& asked);
    void learn_version(const sent_request& asked, const answer& got);
    void save(const scenario_step& step, const answer& got);

    const scenario& played_;
    server_options options_;
    std::optional<temporary_folder> folder_;
    std::optional<server_process> server_;
    variables known_;
    std::map<std::string, api_user> users_;
    std::set<std::string> waiting_;               ///< users who exist but have not logged in
    std::map<std::string, std::string> versions_; ///< the last ETag seen, by the record's path
};

} // namespace nscl::tests
