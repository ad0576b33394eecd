#include "core/health_routes.hpp"

namespace nscl {

std::vector<http::route> health_routes(database::database& database)
{
    http::route alive;
    alive.pattern = "/healthz";
    alive.handler = [](const http::request&) { return http::json(R"({"status":"ok"})"); };
    alive.owner = "core";
    alive.query.emplace();
    alive.runs_on = http::placement::io_thread;

    http::route ready;
    ready.pattern = "/readyz";
    ready.handler = [&database](const http::request&) {
        database.read([](database::reader& from) { from.integer("SELECT 1"); });
        return http::json(R"({"status":"ready"})");
    };
    ready.owner = "core";
    ready.query.emplace();
    return {std::move(alive), std::move(ready)};
}

} // namespace nscl
