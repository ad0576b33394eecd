#include "core/jobs/transfer_routes.hpp"

#include "core/csv/writer.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/jobs/csv_columns.hpp"
#include "core/jobs/csv_export.hpp"
#include "core/jobs/csv_import.hpp"

#include <algorithm>

namespace nscl::jobs {

namespace {

using entities::action;
using entities::caller;
using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using messages::refuse;

constexpr const char* labels_parameter = "labels";

/// Import and export of one entity.
class transfer {
public:
    transfer(entities::route_context context, const entities::entity& of, job_runner& runner, job_ledger& ledger,
             const messages::catalogue& texts)
        : at_(std::move(context)), of_(of), runner_(runner), ledger_(ledger), texts_(texts)
    {
    }

    using act = outcome<response> (transfer::*)(const request&, const std::shared_ptr<const caller>&) const;

    outcome<response> import(const request& asked, const std::shared_ptr<const caller>& who) const
    {
        const auto& rights = at_.store->access();
        if (!rights.may(of_, action::import, *who) || !rights.may(of_, action::create, *who))
            return refuse(reason::forbidden, "forbidden");
        const auto mode = mode_of(asked);
        if (mode.has_error()) return mode.error();
        if (asked.media_type() != "text/csv") {
            return refuse(reason::unsupported_media_type, "unsupported_media_type", {{"expected", "text/csv"}});
        }
        auto prepared = csv_import::prepare(
            {at_.store, who, &of_, *mode, messages::preferred(asked.header("accept-language")), asked.body.kept()});
        if (prepared.has_error()) return prepared.error();

        const auto parameters =
            std::string{R"({"mode":")"} + (*mode == import_mode::rollback ? "rollback" : "proceed") + "\"}";
        const std::shared_ptr<csv_import> work{std::move(*prepared)};
        const csv_import::surroundings at{at_.database, ledger_,
                                          ledger_.create("import", of_.full_name(), who->user, parameters), texts_};
        const bool accepted =
            runner_.run({.run = [at, work](const std::stop_token& stopping) { work->run(at, stopping); },
                         .give_up = [at, work] { work->give_up(at); },
                         .bytes = work->size()});
        if (!accepted) {
            ledger_.end(at.job, {.state = "failed", .result = R"({"created":0,"errors":[],"code":"queue_full"})"});
            auto full = refuse(reason::unavailable, "queue_full");
            full.retry_after = 10;
            return full;
        }
        return http::json("{\"id\":" + std::to_string(at.job) + ",\"state\":\"queued\"}", 202)
            .with("Location", "/api/v1/core/jobs/" + std::to_string(at.job));
    }

    outcome<response> form(const request& asked, const std::shared_ptr<const caller>& who) const
    {
        if (!at_.store->access().may(of_, action::import, *who)) return refuse(reason::forbidden, "forbidden");
        const auto labels = labels_of(asked);
        if (labels.has_error()) return labels.error();
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < of_.fields.size(); ++i) {
            if (!may_import(at_.store->access(), *who, of_, of_.fields[i])) continue;
            cells.push_back(column_head(of_, i, *labels));
        }
        std::string header{csv::byte_order_mark};
        csv::write_row(header, cells);
        return csv_answer(std::move(header));
    }

    outcome<response> export_(const request& asked, const std::shared_ptr<const caller>& who) const
    {
        if (!at_.store->access().may(of_, action::export_, *who)) return refuse(reason::forbidden, "forbidden");
        const auto labels = labels_of(asked);
        if (labels.has_error()) return labels.error();
        auto given = asked.query;
        std::erase_if(given, [](const auto& each) { return each.first == labels_parameter; });
        for (const auto& [name, value] : given) {
            if (name == "cursor" || name == "limit" || name == "count" || name == "view") {
                return refuse(reason::unreadable, "unknown_parameter", {{"name", name}});
            }
        }
        auto query = entities::parse_list_query(of_, at_.store->access(), *who, given);
        if (query.has_error()) return query.error();
        auto answer = csv_answer({});
        answer.stream = std::make_shared<csv_export>(
            csv_export::order{at_.database, at_.store, who, &of_, std::move(*query), *labels});
        return answer;
    }

private:
    /// In which language the file speaks to people; none where it speaks to programs.
    static outcome<std::optional<messages::language>> labels_of(const request& asked)
    {
        const auto given = asked.parameter(labels_parameter);
        if (!given || *given == "false") return std::optional<messages::language>{};
        if (*given == "true") return std::optional{messages::preferred(asked.header("accept-language"))};
        return refuse(reason::unreadable, "bad_parameter_value", {{"name", labels_parameter}});
    }

    static outcome<import_mode> mode_of(const request& asked)
    {
        const auto mode = asked.parameter("mode");
        if (!mode || *mode == "rollback") return import_mode::rollback;
        if (*mode == "proceed") return import_mode::proceed;
        return refuse(reason::unreadable, "bad_import_mode");
    }

    response csv_answer(std::string text) const
    {
        response answer;
        answer.body = std::move(text);
        return answer.with("Content-Type", "text/csv; charset=utf-8")
            .with("Content-Disposition", "attachment; filename=\"" + of_.plugin + "_" + of_.plural + ".csv\"");
    }

    entities::route_context at_;
    const entities::entity& of_;
    job_runner& runner_;
    job_ledger& ledger_;
    const messages::catalogue& texts_;
};

bool offers(const entities::entity& of, action what)
{
    return std::any_of(of.permissions.begin(), of.permissions.end(), [&](const auto& each) {
        return std::find(each.actions.begin(), each.actions.end(), what) != each.actions.end();
    });
}

} // namespace

std::vector<http::route> transfer_routes(const entities::route_context& context, job_runner& runner, job_ledger& ledger,
                                         const messages::catalogue& texts, std::size_t upload_limit)
{
    std::vector<http::route> routes;
    for (const auto* of : context.store->model().entities()) {
        const auto served = std::make_shared<const transfer>(context, *of, runner, ledger, texts);
        const auto add = [&](http::verb which, const std::string& below, transfer::act what) -> http::route& {
            http::route made;
            made.verb = which;
            made.pattern = "/api/v1" + of->path() + below;
            made.handler =
                entities::permitted(context.callers, context.problems, entities::authenticated,
                                    [served, what](const request& asked, const std::shared_ptr<const caller>& who) {
                                        return (*served.*what)(asked, who);
                                    });
            made.owner = of->plugin;
            return routes.emplace_back(std::move(made));
        };
        if (offers(*of, action::import)) {
            auto& import = add(http::verb::post, "/import", &transfer::import);
            import.body_limit = upload_limit;
            import.query = {"mode"};
            import.counts_as = http::rate::expensive;
            add(http::verb::get, "/import", &transfer::form).query = {labels_parameter};
        }
        if (offers(*of, action::export_))
            add(http::verb::get, "/export", &transfer::export_).counts_as = http::rate::expensive;
    }
    return routes;
}

} // namespace nscl::jobs
