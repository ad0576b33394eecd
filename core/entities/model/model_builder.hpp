#pragma once

#include "core/entities/model/model.hpp"

#include <map>
#include <string>

namespace nscl::entities {

/// Puts a model together and checks what only all declarations together can tell. Stops at the first error.
class model_builder {
public:
    explicit model_builder(std::vector<declaration> declarations);

    boost::system::result<std::shared_ptr<model>, declaration_error> build() &&;

private:
    using problem = std::optional<declaration_error>;

    /// What the ids at the end of a scope's path are ids of, or why it leads nowhere.
    struct way {
        std::string end;
        std::string problem;
    };

    static declaration_error error(const declaration& in, const std::string& pointer, const std::string& problem);
    static std::string item(const std::string& list, std::size_t at);
    static bool refers(const field& of);
    static way follow(const entity& from, const scope& along);

    problem collect_entities();
    problem collect_roles();
    problem collect_dimensions();
    problem take_table(const entity& of, const std::string& table, const std::string& pointer);
    problem resolve_fields(declaration& from, entity& in, const std::string& pointer);
    /// What every request would put together anew.
    void prepare_columns();

    problem check_includes(const declaration& of) const;
    problem check_dimensions(const declaration& of) const;
    problem check_permissions(const declaration& of) const;
    problem check_events(const declaration& of) const;
    problem check_entity(const declaration& from, const entity& of, const std::string& pointer) const;
    problem check_scopes(const declaration& from, const entity& of, const std::string& pointer) const;
    problem check_grants(const declaration& from, const entity& of, const std::string& pointer) const;
    problem check_states(const declaration& from, const entity& of, const std::string& pointer) const;
    problem check_row_size(const declaration& from, const entity& of, const std::string& pointer) const;
    problem check_roles(const declaration& from, const std::vector<std::string>& roles,
                        const std::string& pointer) const;

    std::shared_ptr<model> model_;
    std::map<std::string, std::string> table_owners_; ///< table -> "plugin.entity"
    std::map<std::string, std::string> path_owners_;
    std::map<std::string, std::string> role_owners_; ///< role -> plugin
    std::map<std::string, std::string> dimension_owners_;
};

} // namespace nscl::entities
