#pragma once

#include "core/entities/declaration/declaration.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

/// All loaded declarations as one consistent whole: references, roles and dimensions resolved. One immutable generation;
/// whoever uses an entity holds the model.
class model {
public:
    /// In dependency order. The error names plugin, pointer and what to do: unknown reference target, role or dimension, a scope path
    /// that leads nowhere, two tables or paths of one name. Shared as const once its entities are numbered.
    static boost::system::result<std::shared_ptr<model>, declaration_error>
    build(std::vector<declaration> declarations);

    model(const model&) = delete;
    model& operator=(const model&) = delete;

    const std::vector<declaration>& declarations() const { return declarations_; }

    /// "plugin.entity", or null.
    const entity* find(std::string_view full_name) const;
    std::vector<const entity*> entities() const;

    /// Fields of other entities that refer to `target`, for on-delete rules.
    struct referrer {
        const entities::entity* entity;
        const entities::field* field;
    };
    const std::vector<referrer>& referrers(const entity& target) const;

    /// What the journal calls an action of a plugin: by the core's events, of which the changes of records are, or the plugin's. Null where
    /// neither declares it.
    const messages::text* action_label(std::string_view plugin, std::string_view action) const;

    const dimension* find_dimension(std::string_view name) const;
    bool has_role(std::string_view name) const;
    /// The role and all that it includes.
    std::set<std::string> expanded(std::string_view role) const;
    std::vector<const role*> roles() const;

    /// Numbers entities for the word table: called once with the table's content.
    void number_entities(const std::map<std::string, std::int64_t>& numbers);

private:
    friend class model_builder;
    model() = default;

    std::vector<declaration> declarations_;
    std::map<std::string, const entity*, std::less<>> by_name_;
    std::map<const entity*, std::vector<referrer>> referrers_;
    std::map<std::string, dimension, std::less<>> dimensions_;
    std::map<std::string, role, std::less<>> roles_;
};

} // namespace nscl::entities
