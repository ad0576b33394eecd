#include "core/accounts/event.hpp"

#include "core/accounts/core_declaration.hpp"
#include "core/journal/journal.hpp"

namespace nscl::accounts {

void record_event(database::transaction& in, platform::instant now, const actor& by, std::string_view what,
                  std::string detail, entities::record_id about)
{
    journal::entry row;
    row.at = now;
    row.user = by.user;
    row.user_name = by.name;
    row.origin = by.origin;
    row.plugin = core_plugin;
    row.record = about == 0 ? by.user : about;
    row.action = what;
    row.changes = std::move(detail);
    journal::append(in, row);
}

} // namespace nscl::accounts
