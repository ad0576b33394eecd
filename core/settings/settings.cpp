#include "core/settings/settings.hpp"

#include "core/settings/keys.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX asks the program to declare it

namespace nscl::settings {

namespace {

/// One reading of one file.
class file_reader {
public:
    file_reader(const std::filesystem::path& file, settings& into)
        : name_(file.string()), folder_(std::filesystem::absolute(file).parent_path()), into_(into)
    {
    }

    void read()
    {
        const toml::table root = parsed();
        for (const auto& [name, node] : root) {
            const toml::table* const table = node.as_table();
            if (name == "plugin") {
                if (table == nullptr) refuse(node, "plugin is a table: [plugin.<id>]");
                take_plugins(*table);
            } else if (table != nullptr) {
                take_table(name.str(), *table);
            } else {
                take("", name.str(), node);
            }
        }
    }

private:
    toml::table parsed() const
    {
        if (std::filesystem::is_directory(name_)) throw std::runtime_error(name_ + ": a folder, not a file");
        try {
            return toml::parse_file(name_);
        } catch (const toml::parse_error& wrong) {
            const auto line = wrong.source().begin.line;
            const std::string where = line == 0 ? name_ : name_ + ":" + std::to_string(line);
            throw std::runtime_error(where + ": " + std::string{wrong.description()});
        }
    }

    std::string place(const toml::node& node) const { return name_ + ":" + std::to_string(node.source().begin.line); }

    [[noreturn]] void refuse(const toml::node& node, const std::string& what) const
    {
        throw std::runtime_error(place(node) + ": " + what);
    }

    void take_table(std::string_view table, const toml::table& of)
    {
        if (std::ranges::find(keys(), table, &key::table) == keys().end()) {
            refuse(of, "unknown table [" + std::string{table} +
                           "]; known are listen, limits, database, accounts, metrics, plugins and plugin.<id>");
        }
        for (const auto& [name, node] : of) take(table, name.str(), node);
    }

    void take(std::string_view table, std::string_view name, const toml::node& node)
    {
        const auto matches = [&](const key& one) { return one.table == table && one.name == name; };
        const auto found = std::ranges::find_if(keys(), matches);
        if (found == keys().end()) refuse(node, unknown(table, name));
        found->take(into_, {place(node), found->path(), content_of(node), folder_});
    }

    static std::string unknown(std::string_view table, std::string_view name)
    {
        if (table == "database" && name == "password") {
            return "a password does not belong in this file; use password_file or NSCL_DATABASE_PASSWORD";
        }
        std::string known;
        for (const key& one : keys()) {
            if (one.table != table) continue;
            known += (known.empty() ? "" : ", ") + std::string{one.name};
        }
        const std::string where = table.empty() ? "at the top" : "in [" + std::string{table} + "]";
        return "unknown key \"" + std::string{name} + "\" " + where + "; known are " + known;
    }

    given_value::content content_of(const toml::node& node) const
    {
        if (const auto* text = node.as_string()) return text->get();
        if (const auto* integer = node.as_integer()) return integer->get();
        if (const auto* boolean = node.as_boolean()) return boolean->get();
        if (const auto* array = node.as_array()) {
            std::vector<std::string> texts;
            for (const toml::node& one : *array) {
                if (!one.is_string()) refuse(one, "write texts in quotes in this list");
                texts.push_back(one.as_string()->get());
            }
            return texts;
        }
        refuse(node, "write a text in quotes, a whole number, true, false or a list of texts");
    }

    void take_plugins(const toml::table& plugins)
    {
        for (const auto& [id, node] : plugins) {
            const toml::table* const values = node.as_table();
            if (values == nullptr) refuse(node, "settings of a plugin stand in a table: [plugin.<id>]");
            for (const auto& [name, value] : *values) {
                into_.plugins.values[std::string{id.str()}][std::string{name.str()}] = plugin_value_of(value);
            }
        }
    }

    plugin_value plugin_value_of(const toml::node& node) const
    {
        if (const auto* text = node.as_string()) return text->get();
        if (const auto* integer = node.as_integer()) return integer->get();
        if (const auto* boolean = node.as_boolean()) return boolean->get();
        refuse(node, "write a whole number, true, false or a text in quotes; decimals are texts: \"12.5\"");
    }

    std::string name_;
    std::filesystem::path folder_;
    settings& into_;
};

/// True for variables that can only be meant for this server's settings.
bool begins_like_a_table(std::string_view variable)
{
    return std::ranges::any_of(keys(), [&](const key& one) {
        if (one.table.empty()) return false;
        const std::string whole = one.variable();
        return variable.starts_with(std::string_view{whole}.substr(0, whole.size() - one.name.size()));
    });
}

void take_variable(settings& into, const std::string& variable, const std::string& text)
{
    if (variable == "NSCL_DATABASE_PASSWORD") return; // comes last, below
    const std::string full_name = variable == "NSCL_PLUGIN_FOLDERS" ? "NSCL_PLUGINS_FOLDERS" : variable;
    const auto found = std::ranges::find(keys(), full_name, &key::variable);
    if (found != keys().end()) {
        found->take(into, {variable, found->path(), text});
    } else if (begins_like_a_table(variable)) {
        throw std::runtime_error(
            variable + ": there is no such setting; variables are named like NSCL_LISTEN_PORT for port in [listen]");
    }
}

void take_environment(settings& into)
{
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view pair{*entry};
        const auto equals = pair.find('=');
        if (!pair.starts_with("NSCL_") || equals == std::string_view::npos) continue;
        take_variable(into, std::string{pair.substr(0, equals)}, std::string{pair.substr(equals + 1)});
    }
    if (const char* password = std::getenv("NSCL_DATABASE_PASSWORD")) into.database.password = password;
}

} // namespace

settings read(const std::optional<std::filesystem::path>& file)
{
    settings result;
    if (file) file_reader{*file, result}.read();
    take_environment(result);
    const auto& limits = result.limits;
    if (limits.body_disk < std::max(limits.body_bytes, limits.upload_bytes)) {
        throw std::runtime_error("limits.body_disk: must be at least limits.body_bytes and limits.upload_bytes, or "
                                 "none so large ever fits");
    }
    if (result.listen.certificate.empty() != result.listen.key.empty()) {
        const std::string missing = result.listen.key.empty() ? "listen.key" : "listen.certificate";
        throw std::runtime_error(missing + ": listen.certificate and listen.key go together: for TLS give both files, "
                                           "for plain HTTP none");
    }
    return result;
}

} // namespace nscl::settings
