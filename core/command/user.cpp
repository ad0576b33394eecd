#include "core/application.hpp"
#include "core/command/address.hpp"
#include "core/command/explain.hpp"
#include "core/command/settings_options.hpp"

#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

int add(const po::variables_map& given)
{
    if (!given.contains("username") || !given.contains("role"))
        throw usage_error("user add: a USERNAME and --role are needed");
    const auto username = given["username"].as<std::string>();
    const auto name = given.contains("name") ? given["name"].as<std::string>() : username;

    std::string password;
    std::getline(std::cin, password);
    if (password.ends_with('\r')) password.pop_back(); // a line as other systems end it
    application server{settings_for(given)};
    const auto made = server.accounts().add_user(username, name, password, given["role"].as<std::string>());
    if (made.has_error()) {
        explain(made.error());
        return 1;
    }
    std::cout << "user " << username << " has id " << *made << "\n";
    return 0;
}

int reset_password(const po::variables_map& given)
{
    if (!given.contains("username")) throw usage_error("user reset-password: a USERNAME is needed");
    const auto settings = settings_for(given);
    application server{settings};
    const auto path = server.accounts().issue_reset_link(given["username"].as<std::string>());
    if (path.has_error()) {
        explain(path.error());
        return 1;
    }
    std::cout << "Choose a new password (valid once): " << address_of(settings.listen, settings.listen.port) << *path
              << "\n";
    return 0;
}

} // namespace

int user(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "add or reset-password");
    options.add_options()("username", po::value<std::string>(), "name to log in with");
    options.add_options()("role", po::value<std::string>(), "add: role to grant, such as administrator");
    options.add_options()("name", po::value<std::string>(), "add: the person's name; the username where it is missing");
    const auto given = read(arguments, options, {"action", "username"});
    if (given.contains("help")) {
        std::cout
            << "nscl user add USERNAME --role ROLE [--name NAME] [options]\n"
               "    Reads the password from standard input.\n"
               "nscl user reset-password USERNAME [options]\n"
               "    Prints a link for choosing a new password. Nothing else lets an account that was unused for too "
               "long back in\n    when there is no other administrator. The server may run meanwhile.\n\n"
            << options;
        return 0;
    }
    const auto action = given.contains("action") ? given["action"].as<std::string>() : "";
    if (action == "add") return add(given);
    if (action == "reset-password") return reset_password(given);
    throw usage_error("user: the action is `add` or `reset-password`");
}

} // namespace nscl::command
