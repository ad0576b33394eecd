#include "core/application.hpp"

#include "core/accounts/account_tables.hpp"
#include "core/accounts/core_declaration.hpp"
#include "core/accounts/shared_secret.hpp"
#include "core/attachments/attachment_entity.hpp"
#include "core/attachments/attachment_routes.hpp"
#include "core/attachments/content_store.hpp"
#include "core/attachments/media_type.hpp"
#include "core/audit/journal_routes.hpp"
#include "core/database/error.hpp"
#include "core/database/open.hpp"
#include "core/demo_samples.hpp"
#include "core/describe/describe_routes.hpp"
#include "core/entities/model/label_names.hpp"
#include "core/entities/model/public_pages.hpp"
#include "core/entities/routes/dimension_records.hpp"
#include "core/entities/schema/entity_numbers.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/entities/store/derived_data.hpp"
#include "core/health_routes.hpp"
#include "core/jobs/job_entity.hpp"
#include "core/jobs/transfer_routes.hpp"
#include "core/journal/journal.hpp"
#include "core/log/log.hpp"
#include "core/metrics/figures.hpp"
#include "core/metrics/metrics_route.hpp"
#include "core/pages/page.hpp"
#include "core/pages/stylesheet.hpp"
#include "core/platform/encoding.hpp"
#include "core/plugin_host/plugin_failed.hpp"
#include "core/search/word_index.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace nscl {

namespace {

/// Imports, with the room that their texts take, mostly on the disk.
constexpr jobs::job_runner::room most_waiting_jobs{.pieces = 64, .bytes = 128UL * 1024 * 1024};

/// Says which refusal an outage of the database is.
std::optional<messages::refusal> read_outage(const std::exception& thrown)
{
    const auto* outage = dynamic_cast<const database::error*>(&thrown);
    if (!outage) return std::nullopt;
    using database::fault;
    auto refused = messages::refuse(messages::reason::unavailable, "database_unavailable");
    refused.retry_after = 2;
    switch (outage->kind()) {
    case fault::conflict:
    case fault::busy: refused.code = "database_busy"; return refused;
    case fault::outcome_unknown: refused.code = "outcome_unknown"; return refused;
    case fault::disk_full: refused.code = "disk_full"; return refused;
    case fault::connection_lost:
    case fault::disk_failed:
    case fault::read_only: return refused;
    default: return std::nullopt;
    }
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item> more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

constexpr std::chrono::minutes sweep_every{1};

/// A step of the sweep; its outage ends neither the other steps nor the server.
void sweep_step(const std::function<void()>& step)
{
    try {
        step();
    } catch (const std::exception& outage) {
        log::warning("sweep_failed", {{"problem", outage.what()}});
    }
}

/// Tables that belong to no plugin, the core's entities included.
entities::schema_request core_tables(const entities::model& model)
{
    auto request = entities::request_of(model, accounts::core_plugin);
    append(request.tables, journal::tables());
    append(request.tables, search::tables());
    append(request.tables, attachments::tables());
    append(request.tables, jobs::tables());
    append(request.tables, accounts::account_tables());
    append(request.tables, accounts::secret_tables());
    append(request.tables, entities::number_tables());
    append(request.tables, entities::idempotency_tables());
    return request;
}

std::vector<const entities::entity*> core_entities(const entities::model& model)
{
    auto own = model.entities();
    std::erase_if(own, [](const auto* each) { return each->plugin != accounts::core_plugin; });
    return own;
}

/// Where a visitor goes on from a page that says that nothing is there.
std::vector<pages::link> links_on(const entities::model& model)
{
    std::vector<pages::link> links;
    if (std::ranges::any_of(model.declarations(), &entities::declaration::has_site)) links.push_back(pages::home());
    for (const auto& [path, label] : entities::public_pages(model)) links.push_back({path, label});
    return links;
}

} // namespace

application::application(settings::settings with)
    : settings_(std::move(with)),
      problems_(catalogue_),
      database_(database::open(settings_.database, random_)),
      core_rules_(clock_),
      plugins_({.plugins = settings_.plugins}),
      store_(prepare_store()),
      cursors_(accounts::shared_secret(*database_, random_, "cursors")),
      lists_(store_->access(), cursors_),
      accounts_(std::make_unique<accounts::accounts>(
          accounts::accounts::surroundings{.database = *database_,
                                           .store = store_,
                                           .clock = clock_,
                                           .random = random_,
                                           .settings = settings_.accounts,
                                           .catalogue = catalogue_,
                                           .problems = problems_,
                                           .json_depth = settings_.limits.json_depth,
                                           .public_url = settings_.listen.public_url,
                                           .demo = settings_.demo})),
      rates_(settings_.limits, *accounts_, problems_),
      repeats_(*database_, clock_),
      files_(*database_, store_, clock_, settings_.limits.unlinked_lifetime),
      ledger_(*database_, store_, clock_, platform::to_hex(random_.bytes(16))),
      jobs_(most_waiting_jobs),
      workers_(settings_.listen.workers, settings_.limits.queue, [this] { return database_->crowded(); })
{
    problems_.show_pages_by([links = links_on(*plugins_.model())](unsigned status, std::string_view title,
                                                                  std::string_view detail,
                                                                  messages::language language) {
        return pages::problem_page(status, title, detail, language, links);
    });
    problems_.recognise(read_outage);
    problems_.recognise(plugin_host::recognise_outage);
    database_->resolve_lost_commits_with(journal::committed);
    accounts_->prepare();
}

application::~application()
{
    stop();
}

entities::declaration application::core_declaration()
{
    std::vector<entities::contributed_type> types; // of the core's own fields
    const auto document = accounts::core_document({attachments::attachment_entity(), jobs::job_entity()});
    auto read = entities::read_declaration(accounts::core_plugin, document, core_rules_, types);
    if (read.has_error())
        throw std::logic_error("the core's own declaration: " + read.error().pointer + ": " + read.error().problem);
    read->label = {"Quản trị", "Administration"};
    entities::set_version(*read, NSCL_VERSION);
    for (const auto& each : read->messages) catalogue_.add(each.code, each.pattern);
    return std::move(*read);
}

std::shared_ptr<const entities::entity_store> application::prepare_store()
{
    plugins_.load(core_declaration(), catalogue_);
    entities::label_names::add_to(catalogue_, *plugins_.model());
    auto requests = plugins_.schema_requests();
    requests.insert(requests.begin(), core_tables(*plugins_.model()));
    entities::apply_schema(*database_, requests);
    entities::number_entities(*database_, *plugins_.model());
    core_rules_.belong_to(*plugins_.model());
    // Before the accounts write any; those of plugins wait until their claims can be computed.
    entities::rebuild_derived_data(*database_, core_entities(*plugins_.model()));
    return std::make_shared<const entities::entity_store>(plugins_.model(), clock_, settings_.utc_offset);
}

std::vector<http::route> application::routes()
{
    const entities::route_context context{
        *database_, store_, lists_, *accounts_, problems_, repeats_, settings_.limits.json_depth};
    auto routes = health_routes(*database_);
    routes.push_back(metrics());
    routes.push_back(pages::stylesheet_route());
    append(routes, accounts_->routes());
    append(routes, entities::entity_routes(context));
    routes.push_back(entities::dimension_records_route(context));
    append(routes, jobs::transfer_routes(context, jobs_, ledger_, catalogue_, settings_.limits.upload_bytes));
    append(routes, attachments::attachment_routes(
                       context, {.file = settings_.limits.upload_bytes, .unlinked = settings_.limits.unlinked_bytes}));
    append(routes, audit::journal_routes({*database_, store_, *accounts_, problems_, cursors_, clock_}));
    append(routes, plugins_.routes({*accounts_, problems_, settings_.limits.json_depth}));
    append(routes,
           describe::describe_routes(
               context, routes,
               [this](const entities::caller& by, entities::record_id user) { return accounts_->seen_as(by, user); },
               [this] { return system_facts(); }));
    rates_.guard(routes);
    meters_.attach(routes);
    return routes;
}

describe::system_facts application::system_facts() const
{
    return {.today = platform::local_date(clock_.now(), settings_.utc_offset),
            .utc_offset = settings_.utc_offset,
            .upload_bytes = settings_.limits.upload_bytes,
            .extensions = attachments::file_extensions(),
            .password_length = settings_.accounts.password_length};
}

http::route application::metrics()
{
    metrics::sources from{.requests = meters_,
                          .problems = problems_,
                          .workers = workers_,
                          .database = *database_,
                          .plugins = plugins_,
                          .jobs = jobs_,
                          .server = [this] { return server_->counts(); },
                          .sealing = [this] { return sealing_->counts(); }};
    return metrics::metrics_route({"metrics.allowed", settings_.metrics.allowed}, problems_,
                                  [from = std::move(from)] { return metrics::read(from).text(); });
}

void application::start()
{
    plugins_.create(
        std::make_shared<const plugin_host::host_services>(*database_, store_, clock_, settings_.utc_offset));
    entities::rebuild_derived_data(*database_, store_->model().entities());
    plugins_.start();
    job_keeper_ = std::make_unique<jobs::job_keeper>(ledger_);
    if (settings_.demo) fill_once(*database_, [this] { plugins_.fill_with_samples(); });
}

std::uint16_t application::listen()
{
    sweeper_ = std::make_unique<platform::repeating>(sweep_every, [this] { sweep(); });
    table_.publish(std::make_shared<const http::router>(routes()));
    server_ = std::make_unique<http::server>(settings_.listen, settings_.limits, table_, problems_, workers_);
    server_->count_unrouted(meters_.unrouted());
    sealing_ = std::make_unique<journal::sealing>(*database_, clock_, random_, platform::to_hex(random_.bytes(16)));
    return server_->start();
}

void application::reload()
{
    if (server_) server_->reload_certificate();
}

void application::stop()
{
    if (std::exchange(stopped_, true)) return;
    if (server_) server_->stop_accepting();
    plugins_.drain();
    if (server_) server_->stop();
    workers_.drain();
    jobs_.stop(); // an import that is one transaction keeps others from writing
    sweep_step([this] { accounts_->write_down_activity(); });
    sweeper_.reset();
    job_keeper_.reset();
    ledger_.close();
    table_.publish(std::make_shared<const http::router>(std::vector<http::route>{}));
    plugins_.stop();
    sealing_.reset(); // nobody writes any more
}

void application::sweep()
{
    sweep_step([this] { accounts_->sweep(); });
    sweep_step([this] { repeats_.sweep(); });
    sweep_step([this] {
        if (const auto removed = files_.sweep(); removed > 0) log::info("files_swept", {{"removed", removed}});
    });
}

} // namespace nscl
