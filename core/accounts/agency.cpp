#include "core/accounts/agency.hpp"

#include "core/accounts/typed_values.hpp"

#include <stdexcept>

namespace nscl::accounts::agency {

using entities::authority;
using messages::outcome;

namespace {

constexpr std::string_view first_id = R"(SELECT MIN("id") FROM core_agency)";

} // namespace

void prepare(database::transaction& in, const account_context& at)
{
    if (in.integer(first_id)) return;
    auto made = at.store->create(in, entities::caller::system("system"), authority::plugin, at.entity("agency"), {});
    if (made.has_error()) throw std::runtime_error("the agency's record cannot be stored: " + made.error().code);
}

outcome<> rename(database::transaction& in, const account_context& at, const entities::caller& who,
                 const std::string& name)
{
    const auto& of = at.entity("agency");
    auto values = typed_values(of, {{"name", name}});
    if (values.has_error()) {
        for (auto& each : values.error().errors) each.pointer = "/agency";
        return values.error();
    }
    auto changed = at.store->update(in, who, authority::plugin, of, in.integer(first_id).value_or(0), 0, *values);
    if (changed.has_error()) return changed.error();
    return {};
}

particulars read(database::reader& from)
{
    static constexpr database::column types[] = {database::column::integer, database::column::text};
    particulars found;
    from.query(
        R"(SELECT "id","name" FROM core_agency ORDER BY "id" LIMIT 1)", {}, types,
        [&](const database::row& row) { found = {row.integer(0), row.is_null(1) ? "" : std::string{row.text(1)}}; });
    return found;
}

} // namespace nscl::accounts::agency
