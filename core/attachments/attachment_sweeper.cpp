#include "core/attachments/attachment_sweeper.hpp"

#include "core/attachments/content_store.hpp"
#include "core/attachments/unlinked.hpp"

#include <limits>

namespace nscl::attachments {

namespace {

/// So many are looked at in one go, however many there are.
constexpr std::int64_t window = 5000;

} // namespace

attachment_sweeper::attachment_sweeper(database::database& where, std::shared_ptr<const entities::entity_store> store,
                                       const platform::clock& clock, std::chrono::hours lifetime)
    : database_(where),
      store_(std::move(store)),
      clock_(clock),
      type_(*store_->model().find("core.attachment")),
      lifetime_(lifetime)
{
}

std::size_t attachment_sweeper::sweep()
{
    const auto found = database_.read([&](database::reader& from) { return unlinked(from); });
    std::size_t removed = 0;
    for (const auto& each : found) {
        if (remove(each)) ++removed;
    }
    return removed;
}

std::vector<attachment_sweeper::upload> attachment_sweeper::unlinked(database::reader& from)
{
    const auto before = clock_.now() - std::chrono::duration_cast<std::chrono::microseconds>(lifetime_).count();
    const database::value begin[] = {after_, window - 1};
    const auto end =
        from.integer(R"(SELECT "id" FROM "core_attachment" WHERE "id">? ORDER BY "id" LIMIT 1 OFFSET ?)", begin);
    const database::value range[] = {after_, end.value_or(std::numeric_limits<std::int64_t>::max()), before};
    static constexpr database::column types[] = {database::column::integer, database::column::text};
    std::vector<upload> found;
    from.query(
        R"(SELECT t."id",t."sha256" FROM "core_attachment" t WHERE t."id">? AND t."id"<=? AND t."updated_at"<=? AND )" +
            is_unlinked(store_->model()),
        range, types, [&](const database::row& row) { found.push_back({row.integer(0), std::string{row.text(1)}}); });
    after_ = end.value_or(0);
    return found;
}

/// Locks before it looks: the content against an upload of the same bytes, the row (by the store) against a record that takes it. What is read
/// after that sees whoever came first; whoever comes later waits, and finds the content or the row gone.
bool attachment_sweeper::remove(const upload& which)
{
    const auto gone = database_.write([&](database::transaction& in) -> messages::outcome<> {
        hold_content(in, which.digest);
        auto removed =
            store_->remove(in, entities::caller::system("sweep"), entities::authority::plugin, type_, which.id, 0);
        if (removed.has_error()) return removed; // a record holds it by now, or another process was faster
        const database::value digest[] = {which.digest};
        if (!in.integer(R"(SELECT 1 FROM "core_attachment" WHERE "sha256"=? LIMIT 1)", digest))
            erase_content(in, which.digest);
        return {};
    });
    return gone.has_value();
}

} // namespace nscl::attachments
