#include "core/jobs/job_ledger.hpp"

#include "core/log/log.hpp"

namespace nscl::jobs {

using database::value;

namespace {

constexpr std::string_view unfinished = R"("state" IN ('queued','running'))";

entities::caller jobs_caller()
{
    return entities::caller::system("jobs");
}

bool is_final(const job_state& now)
{
    return now.state == "succeeded" || now.state == "failed";
}

} // namespace

std::vector<database::table_model> tables()
{
    using database::storage;
    return {{"core_job_lease",
             {{"job", storage::integer, 0, false, ""},
              {"owner", storage::short_text, 64, false, ""},
              {"expires_at", storage::integer, 0, false, ""}},
             {"job"},
             {{"ix_core_job_lease_expires", {"expires_at"}, false}}}};
}

job_ledger::job_ledger(database::database& where, std::shared_ptr<const entities::entity_store> store,
                       const platform::clock& clock, std::string owner)
    : database_(where),
      store_(std::move(store)),
      clock_(clock),
      type_(*store_->model().find("core.job")),
      owner_(std::move(owner))
{
}

entities::record_id job_ledger::create(const std::string& kind, const std::string& entity, std::int64_t user,
                                       const std::string& parameters)
{
    entities::field_values values{{field("kind"), kind},
                                  {field("state"), std::string{"queued"}},
                                  {field("entity"), entity},
                                  {field("parameters"), parameters}};
    if (user != 0) values.emplace(field("user"), user);
    return database_.write([&](database::transaction& in) {
        const auto made = store_->create(in, jobs_caller(), entities::authority::plugin, type_, values).value();
        const value lease[] = {made.id, owner_, lease_end()};
        in.execute(R"(INSERT INTO "core_job_lease" ("job","owner","expires_at") VALUES (?,?,?))", lease);
        return made.id;
    });
}

void job_ledger::tell(database::transaction& in, entities::record_id job, const job_state& now)
{
    const value renewed[] = {lease_end(), job, owner_};
    if (in.execute(R"(UPDATE "core_job_lease" SET "expires_at"=? WHERE "job"=? AND "owner"=?)", renewed) == 0)
        throw lease_lost("job " + std::to_string(job) + " was ended by another process");
    store_->update(in, jobs_caller(), entities::authority::plugin, type_, job, 0, values_of(now)).value();
    if (!is_final(now)) return;
    const value ended[] = {job};
    in.execute(R"(DELETE FROM "core_job_lease" WHERE "job"=?)", ended);
}

void job_ledger::end(entities::record_id job, const job_state& last)
{
    {
        const std::lock_guard lock{guard_};
        last_words_.insert_or_assign(job, last);
    }
    tell_last_words();
}

void job_ledger::tell_last_words()
{
    const std::lock_guard one_teller{telling_};
    std::map<entities::record_id, job_state> waiting;
    {
        const std::lock_guard lock{guard_};
        waiting = last_words_;
    }
    for (const auto& [job, last] : waiting) {
        try {
            database_.write([&](database::transaction& in) { tell(in, job, last); });
        } catch (const lease_lost& told) {
            log::warning("job_lost", {{"job", job}, {"problem", told.what()}}); // its end is written, by others
        } catch (const std::exception& outage) {
            log::warning("job_end_not_told", {{"job", job}, {"problem", outage.what()}});
            continue;
        }
        const std::lock_guard lock{guard_};
        last_words_.erase(job);
    }
}

void job_ledger::keep()
{
    tell_last_words();
    database_.write([&](database::transaction& in) {
        const value mine[] = {lease_end(), owner_};
        in.execute(R"(UPDATE "core_job_lease" SET "expires_at"=? WHERE "owner"=?)", mine);
    });
    fail_abandoned();
}

void job_ledger::find_left_behind()
{
    database_.write([&](database::transaction& in) {
        in.execute(std::string{in.dialect().insert_or_ignore()} +
                   R"( "core_job_lease" ("job","owner","expires_at") SELECT t."id",'',0 FROM "core_job" t WHERE t.)" +
                   std::string{unfinished} +
                   R"( AND NOT EXISTS (SELECT 1 FROM "core_job_lease" l WHERE l."job"=t."id"))");
    });
}

void job_ledger::close() noexcept
{
    try {
        tell_last_words();
        const value mine[] = {owner_};
        const bool some = database_.read([&](database::reader& from) {
            return from.integer(R"(SELECT 1 FROM "core_job_lease" WHERE "owner"=?)", mine).has_value();
        });
        if (!some) return;
        database_.write([&](database::transaction& in) {
            in.execute(R"(UPDATE "core_job_lease" SET "owner"='',"expires_at"=0 WHERE "owner"=?)", mine);
        });
        fail_abandoned();
    } catch (const std::exception& outage) {
        log::warning("jobs_left_unfinished", {{"problem", outage.what()}});
    }
}

void job_ledger::fail_abandoned()
{
    const auto now = clock_.now();
    const value silent[] = {now, owner_};
    static constexpr database::column types[] = {database::column::integer};
    std::vector<entities::record_id> found;
    database_.read([&](database::reader& from) {
        from.query(R"(SELECT "job" FROM "core_job_lease" WHERE "expires_at"<=? AND "owner"<>?)", silent, types,
                   [&](const database::row& row) { found.push_back(row.integer(0)); });
    });
    for (const auto job : found) fail(job, now);
}

void job_ledger::fail(entities::record_id job, platform::instant now)
{
    database_.write([&](database::transaction& in) {
        // Whoever takes the row decides: its owner may renew it, and another may sweep, at this moment.
        const value silent[] = {job, now, owner_};
        if (in.execute(R"(DELETE FROM "core_job_lease" WHERE "job"=? AND "expires_at"<=? AND "owner"<>?)", silent) == 0)
            return;
        const auto left = store_->read(in, jobs_caller(), entities::authority::plugin, type_, job);
        if (left.has_error()) return;
        const auto counted = [&](std::string_view name) {
            const auto* known = std::get_if<std::int64_t>(&left->values[field(name)]);
            return known ? *known : 0;
        };
        const auto created = counted("progress") - counted("failures");
        const job_state ended{.state = "failed",
                              .progress = counted("progress"),
                              .failures = counted("failures"),
                              .result = "{\"created\":" + std::to_string(created) +
                                        R"(,"errors":[],"code":"job_interrupted"})"};
        store_->update(in, jobs_caller(), entities::authority::plugin, type_, job, 0, values_of(ended)).value();
        in.after_commit([job] { log::warning("job_interrupted", {{"job", job}}); });
    });
}

entities::field_values job_ledger::values_of(const job_state& now) const
{
    entities::field_values values{
        {field("state"), now.state}, {field("progress"), now.progress}, {field("failures"), now.failures}};
    if (now.total) values.emplace(field("total"), *now.total);
    if (!now.result.empty()) values.emplace(field("result"), now.result);
    if (is_final(now)) values.emplace(field("finished_at"), clock_.now());
    if (now.state == "running" && now.progress == 0) values.emplace(field("started_at"), clock_.now());
    return values;
}

std::size_t job_ledger::field(std::string_view name) const
{
    if (const auto found = type_.find(name)) return *found;
    throw std::logic_error("core.job has no field " + std::string{name});
}

platform::instant job_ledger::lease_end() const
{
    return clock_.now() + std::chrono::duration_cast<std::chrono::microseconds>(lifetime).count();
}

} // namespace nscl::jobs
