#pragma once

#include <nscl/sdk/declaration.hpp>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// What one revision of the plugin's schema changes in the data that earlier ones left. The server makes each change once, in order;
/// a new installation needs none of them.
class schema_revision {
public:
    explicit schema_revision(std::int64_t number) : number_{number} {}
    schema_revision(const schema_revision&) = delete;
    schema_revision& operator=(const schema_revision&) = delete;

    /// The oldest revision that still works on the tables: servers with an older version of the plugin do not start on this database any
    /// more. What renames is not compatible with anything before it.
    schema_revision& compatible_from(std::int64_t revision)
    {
        compatible_from_ = revision;
        return *this;
    }

    /// The field `to` of the entity was called `from`: its values, links and history stay. Roles, scopes and CSV files know the new name
    /// only.
    schema_revision& renamed(std::string_view entity, std::string_view from, std::string_view to)
    {
        for (const std::string_view name : {entity, from, to}) detail::require_name(name, where());
        return change(entity, "rename_field", json_object{}.set("from", from).set("to", to));
    }

    /// The text, of at most 255 characters until now, may be longer.
    schema_revision& lengthened(std::string_view entity, std::string_view field)
    {
        for (const std::string_view name : {entity, field}) detail::require_name(name, where());
        return change(entity, "lengthen", field);
    }

    std::int64_t number() const { return number_; }
    /// 0: not said.
    std::int64_t oldest_compatible() const { return compatible_from_; }
    const std::deque<json_object>& changes() const { return changes_; }

private:
    std::string where() const { return "schema " + std::to_string(number_); }

    schema_revision& change(std::string_view entity, std::string_view what, const json& is)
    {
        changes_.push_back(json_object{}.set("revision", number_).set("entity", entity).set(what, is));
        return *this;
    }

    std::int64_t number_;
    std::int64_t compatible_from_ = 0;
    std::deque<json_object> changes_;
};

namespace detail {

/// The member "schema" of the document; revisions ascend.
inline json_object schema_object(const std::deque<schema_revision>& revisions)
{
    std::int64_t compatible_from = 1;
    json_array changes;
    for (const schema_revision& one : revisions) {
        compatible_from = std::max(compatible_from, one.oldest_compatible());
        for (const json_object& change : one.changes()) changes.add(change);
    }
    json_object written;
    written.set("revision", revisions.back().number()).set("compatible_from", compatible_from);
    if (!changes.empty()) written.set("changes", changes);
    return written;
}

} // namespace detail
} // namespace nscl::sdk
