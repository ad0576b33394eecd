#pragma once

#include "core/http/dispatcher.hpp"
#include "core/http/occasional_warning.hpp"
#include "core/http/request_body.hpp"
#include "core/http/request_meter.hpp"
#include "core/http/tls_certificate.hpp"
#include "core/http/trusted_proxies.hpp"
#include "core/http/worker_pool.hpp"
#include "core/settings/settings.hpp"

#include <atomic>
#include <cstddef>
#include <memory>

namespace nscl::http {

/// What every session of a server shares. Outlives the sessions; jobs on the pool hold a share of it.
struct session_context {
    settings::limit_settings limits;
    trusted_proxies proxies;
    std::unique_ptr<tls_certificate> certificate; ///< null: connections are plain
    dispatcher dispatching;
    worker_pool& workers;
    std::shared_ptr<body_storage> bodies;    ///< kept by what still works on a body when the server is gone
    std::shared_ptr<request_meter> unrouted; ///< of requests without a route; null: they are not counted
    std::atomic<std::size_t> connections{0};
    occasional_warning queue_full{"queue_full"};

    session_context(const settings::limit_settings& limits_given, const settings::listen_settings& listen,
                    const routing_table& table, const problem_writer& problems, worker_pool& pool)
        : limits(limits_given),
          proxies(listen.trusted_proxies),
          certificate(listen.certificate.empty() ? nullptr
                                                 : std::make_unique<tls_certificate>(listen.certificate, listen.key)),
          dispatching(table, problems),
          workers(pool),
          bodies(std::make_shared<body_storage>(limits_given.body_memory, limits_given.body_disk,
                                                limits_given.body_folder))
    {
    }
};

} // namespace nscl::http
