#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nscl::tests {

/// One step of a scenario, with its variables not yet filled in. tests/scenarios/README.md describes each member.
struct scenario_step {
    enum class kind { request, wire, user, restart };
    kind what = kind::request;
    std::string name;
    std::string as;

    std::string verb;         ///< request
    std::string target;       ///< request
    boost::json::value bytes; ///< wire
    boost::json::object user; ///< user
    boost::json::object headers;
    boost::json::value body; ///< null: none; else {"json": ...}, {"csv": ...}, {"body": ...} or {"file": ...}
    boost::json::object expect;
    boost::json::object save;
    boost::json::value until;              ///< null: once
    std::vector<boost::json::object> each; ///< the variables of each run; one empty object when it runs once
};

/// One file of tests/scenarios.
struct scenario {
    std::string title;
    boost::json::object headers;                    ///< of every request that does not say otherwise
    boost::json::object users;                      ///< alias -> what `user` says
    std::map<std::string, std::string> environment; ///< of the server
    std::string settings;                           ///< text of its settings file; "": it has none
    std::vector<std::string> plugins; ///< the only ones that it loads, built for tests or not; none: all that are built
    std::vector<scenario_step> steps;
};

/// Throws std::runtime_error, naming the file and the step, for anything unreadable or unknown.
scenario read_scenario(const std::filesystem::path& file);

} // namespace nscl::tests
