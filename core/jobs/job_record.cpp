#include "core/jobs/job_record.hpp"

#include <stdexcept>

namespace nscl::jobs {

job_record::job_record(database::database& where, std::shared_ptr<const entities::entity_store> store,
                       const platform::clock& clock, std::string kind, std::string entity, std::int64_t user,
                       std::string parameters)
    : database_(where), store_(std::move(store)), clock_(clock), type_(*store_->model().find("core.job"))
{
    entities::field_values values{{field("kind"), kind},
                                  {field("state"), std::string{"queued"}},
                                  {field("entity"), entity},
                                  {field("parameters"), parameters}};
    if (user != 0) values.emplace(field("user"), user);
    id_ =
        database_
            .write([&](database::transaction& in) {
                return store_->create(in, entities::caller::system("jobs"), entities::authority::plugin, type_, values);
            })
            .value()
            .id;
}

void job_record::tell(const job_state& now)
{
    entities::field_values values{
        {field("state"), now.state}, {field("progress"), now.progress}, {field("failures"), now.failures}};
    if (now.total) values.emplace(field("total"), *now.total);
    if (!now.result.empty()) values.emplace(field("result"), now.result);
    if (!started_ && now.state == "running") {
        values.emplace(field("started_at"), clock_.now());
        started_ = true;
    }
    if (now.state == "succeeded" || now.state == "failed") values.emplace(field("finished_at"), clock_.now());
    write(std::move(values));
}

void job_record::write(entities::field_values values)
{
    database_
        .write([&](database::transaction& in) {
            return store_->update(in, entities::caller::system("jobs"), entities::authority::plugin, type_, id_, 0,
                                  values);
        })
        .value();
}

std::size_t job_record::field(std::string_view name) const
{
    if (const auto found = type_.find(name)) return *found;
    throw std::logic_error("core.job has no field " + std::string{name});
}

} // namespace nscl::jobs
