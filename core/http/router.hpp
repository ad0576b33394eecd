#pragma once

#include "core/http/request.hpp"
#include "core/http/request_meter.hpp"
#include "core/http/response.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// Answers a request; runs on a worker and may block. Throws on outages only.
using handler = std::function<response(const request&)>;

/// Where a route's handler runs.
enum class placement {
    worker,   ///< the rule: it may block
    io_thread ///< between two reads of a socket: it never blocks and is done within microseconds
};

/// What a request counts as where the number of one client's requests is limited (entities/routes/rate_limits.hpp).
enum class rate {
    unlimited,
    login,    ///< tries a password, or hashes one: limits.logins_per_minute for each address
    expensive ///< much work by one request: limits.expensive_per_minute for each user
};

/// One line of the route table. Patterns are segments: `{name}` matches one non-empty segment and a final `{name...}` the rest, which is
/// at least one segment or the root ("/files/{path...}" matches "/files/" and "/files/a/b", not "/files"). A literal segment wins over a
/// parameter, a parameter over a rest; the verb is looked at after the path. HEAD is answered by GET where it has no route of its own.
struct route {
    http::verb verb = http::verb::get;
    std::string pattern;
    http::handler handler;
    std::string owner;          ///< plugin id, for the log and for messages about duplicates
    std::size_t body_limit = 0; ///< bytes; 0 is the server's default
    placement runs_on = placement::worker;
    /// The query parameters that it knows, each given at most once; others are refused before it is asked. None: it looks itself.
    std::optional<std::vector<std::string>> query{};
    /// The media type of its answers, for 406; "" where that differs from answer to answer.
    std::string produces{};
    rate counts_as = rate::unlimited;
    /// Of a site: answers GET, and HEAD with it, where no other route has the path, and never below the server's own_segments.
    bool of_site = false;
    std::shared_ptr<request_meter>
        meter{}; ///< what its requests are counted by (request_meters::attach); null: they are not
};

/// What a router found for a request.
struct match {
    enum class kind { found, no_such_path, no_such_verb };
    kind what = kind::no_such_path;
    const http::route* route = nullptr;
    std::vector<pair> parameters;
    std::string allow; ///< verbs that the path has, for 405 and OPTIONS: "GET, HEAD, OPTIONS"
};

/// One immutable generation of routes. Thread-safe because it never changes; requests hold the generation
/// that they began with, and with it whatever its handlers keep alive.
class router {
public:
    /// Throws std::invalid_argument that names both owners when two routes collide, or the owner of a malformed pattern. Beside a site
    /// every other route begins with one of own_segments.
    explicit router(std::vector<route> routes);
    ~router();

    match find(verb which, const std::vector<std::string>& segments) const;
    /// Every verb that some route has: the answer to "OPTIONS *".
    std::string allow() const;
    const std::vector<route>& routes() const { return routes_; }

private:
    struct node;
    const node* site_end_of(verb which, const std::vector<std::string>& segments) const;

    std::vector<route> routes_;
    std::unique_ptr<node> root_;
    std::unique_ptr<node> site_; ///< the root of a site's routes; null without one
};

/// The place where the current generation is published. Thread-safe.
class routing_table {
public:
    routing_table();

    /// Never null: an empty router before the first publication.
    std::shared_ptr<const router> current() const;
    void publish(std::shared_ptr<const router> next);

private:
    mutable std::mutex guard_;
    std::shared_ptr<const router> current_;
};

} // namespace nscl::http
