#include "core/entities/declaration/declaration_reader.hpp"
#include "core/entities/field_types/field_type.hpp"

#include <algorithm>
#include <limits>

namespace nscl::entities::parsing {

namespace {

constexpr std::int64_t highest_revision = std::numeric_limits<std::int32_t>::max();

schema_change read_change(const json_reader& from, const schema_declaration& schema)
{
    auto members = from.members();
    schema_change result;
    const auto least = schema.changes.empty() ? 2 : schema.changes.back().revision;
    const auto revision = members.required("revision");
    result.revision = revision.integer(1, highest_revision);
    if (result.revision < least)
        revision.fail(schema.changes.empty() ? "revision 1 is the first one; changes begin with 2"
                                             : "changes stand in the order of their revisions");
    else if (result.revision > schema.revision)
        revision.fail("lies above the plugin's revision, " + std::to_string(schema.revision));
    result.entity = name(members.required("entity"));
    const auto renamed = members.optional("rename_field");
    const auto lengthened = members.optional("lengthen");
    members.finish();
    if (renamed.has_value() == lengthened.has_value()) {
        from.fail("a change has either \"rename_field\" or \"lengthen\"");
    } else if (renamed) {
        auto names = renamed->members();
        result.field = name(names.required("from"));
        result.renamed_to = name(names.required("to"));
        names.finish();
        if (result.field == result.renamed_to) renamed->fail("both names are the same");
    } else {
        result.what = schema_change::kind::lengthen;
        result.field = name(*lengthened);
    }
    return result;
}

/// Follows the fields of one entity from the declared revision back to the older ones.
class field_lineage {
public:
    explicit field_lineage(const entity& of) : of_(of)
    {
        for (const auto& each : of.fields) names_.push_back({each.name});
    }

    /// The field that had this name in the revision reached so far.
    std::optional<std::size_t> find(const std::string& name) const
    {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i].back() == name) return i;
        return std::nullopt;
    }

    /// Whether another field has or had this name: its history would be read as this one's.
    bool belongs_to_another(const std::string& name, std::size_t field) const
    {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (i != field && std::find(names_[i].begin(), names_[i].end(), name) != names_[i].end()) return true;
        return false;
    }

    void go_back(std::size_t field, const std::string& to) { names_[field].push_back(to); }

    /// Names before the declared one.
    std::vector<std::string> former(std::size_t field) const
    {
        auto result = names_[field];
        std::erase(result, of_.fields[field].name);
        return result;
    }

private:
    const entity& of_;
    std::vector<std::vector<std::string>> names_; ///< by field, the declared one first
};

void check_rename(const json_reader& from, const schema_change& change, field_lineage& lineage)
{
    auto names = from.members().required("rename_field").members();
    const auto field = lineage.find(change.renamed_to);
    if (!field)
        names.required("to").fail("there is no field \"" + change.renamed_to +
                                  "\" in this revision or, by later renames, in the declared one");
    else if (lineage.belongs_to_another(change.field, *field))
        names.required("from").fail("\"" + change.field +
                                    "\" is the name of another field too, and histories would be confused");
    else
        lineage.go_back(*field, change.field);
}

void check_lengthened(const json_reader& from, const schema_change& change, const entity& of,
                      const field_lineage& lineage)
{
    const auto named = from.members().required("lengthen");
    const auto field = lineage.find(change.field);
    if (!field) return named.fail("there is no field \"" + change.field + "\" in this revision");
    const auto& now = of.fields[*field];
    const auto column = rules_of(now.type).column(now);
    if (!column || column->storage != database::storage::long_text)
        named.fail("\"" + now.name + "\" is not declared as a text of more than 255 characters");
}

/// Every change leads to a declared field; fields learn their former names.
void check_changes(const std::vector<json_reader>& written, const schema_declaration& schema, declaration& of)
{
    for (auto& each : of.entities) {
        field_lineage lineage(each);
        for (auto at = schema.changes.size(); at-- > 0;) {
            const auto& change = schema.changes[at];
            if (change.entity != each.name) continue;
            if (change.what == schema_change::kind::rename_field)
                check_rename(written[at], change, lineage);
            else
                check_lengthened(written[at], change, each, lineage);
        }
        for (std::size_t i = 0; i < each.fields.size(); ++i) each.fields[i].former_names = lineage.former(i);
    }
}

void check_compatibility(const json_reader& from, const schema_declaration& schema)
{
    for (const auto& each : schema.changes) {
        if (each.what != schema_change::kind::rename_field || each.revision <= schema.compatible_from) continue;
        return from.fail("revision " + std::to_string(each.revision) + " renames " + each.entity + "." + each.field +
                         ", where an older version would still look for it; compatible_from must be at least " +
                         std::to_string(each.revision));
    }
}

} // namespace

void read_schema(const json_reader& from, declaration& into)
{
    auto members = from.members();
    schema_declaration result;
    result.revision = members.required("revision").integer(1, highest_revision);
    const auto compatible = members.optional("compatible_from");
    if (compatible) result.compatible_from = compatible->integer(1, highest_revision);
    if (compatible && result.compatible_from > result.revision) compatible->fail("lies above the revision");
    const auto written = members.items("changes");
    for (const auto& each : written) {
        result.changes.push_back(read_change(each, result));
        const auto has_name = [&](const entity& one) { return one.name == result.changes.back().entity; };
        if (!each.fault().found() && std::none_of(into.entities.begin(), into.entities.end(), has_name))
            each.members().required("entity").fail("there is no entity \"" + result.changes.back().entity +
                                                   "\" in this plugin");
        if (each.fault().found()) return;
    }
    members.finish();
    check_compatibility(compatible.value_or(from), result);
    check_changes(written, result, into);
    into.schema = std::move(result);
}

} // namespace nscl::entities::parsing
