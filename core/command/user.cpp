#include "core/application.hpp"
#include "core/command/settings_options.hpp"

#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

/// Everything wrong with the values, a line each.
void explain(const messages::refusal& refused)
{
    const messages::catalogue texts;
    if (refused.errors.empty())
        std::cerr << "nscl: " << texts.render(refused.code, refused.parameters, messages::language::en) << "\n";
    for (const auto& each : refused.errors) {
        std::cerr << "nscl: " << each.pointer << ": "
                  << texts.render(each.code, each.parameters, messages::language::en) << "\n";
    }
}

} // namespace

int user(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "add");
    options.add_options()("username", po::value<std::string>(), "name to log in with");
    options.add_options()("role", po::value<std::string>(), "role to grant, such as administrator");
    options.add_options()("name", po::value<std::string>(), "the person's name; the username where it is missing");
    const auto given = read(arguments, options, {"action", "username"});
    if (given.contains("help")) {
        std::cout << "nscl user add USERNAME --role ROLE [--name NAME] [options]\n\nReads the password from standard "
                     "input.\n\n"
                  << options;
        return 0;
    }
    if (!given.contains("action") || given["action"].as<std::string>() != "add")
        throw usage_error("user: the action is `add`");
    if (!given.contains("username") || !given.contains("role"))
        throw usage_error("user add: a USERNAME and --role are needed");
    const auto username = given["username"].as<std::string>();
    const auto name = given.contains("name") ? given["name"].as<std::string>() : username;

    std::string password;
    std::getline(std::cin, password);
    application server{settings_for(given)};
    const auto made = server.accounts().add_user(username, name, password, given["role"].as<std::string>());
    if (made.has_error()) {
        explain(made.error());
        return 1;
    }
    std::cout << "user " << username << " has id " << *made << "\n";
    return 0;
}

} // namespace nscl::command
