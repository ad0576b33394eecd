#include "core/log/log.hpp"

#include "core/log/batched_sink.hpp"
#include "core/log/json_line.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <unistd.h>

namespace nscl::log {

namespace {

spdlog::level::level_enum as_spdlog(level severity)
{
    switch (severity) {
    case level::debug: return spdlog::level::debug;
    case level::info: return spdlog::level::info;
    case level::warning: return spdlog::level::warn;
    case level::error: break;
    }
    return spdlog::level::err;
}

/// Never destroyed, as the logger: threads may still log while the process ends.
batched_sink& standard_error()
{
    static auto* const sink = new batched_sink{STDERR_FILENO};
    return *sink;
}

spdlog::logger& output()
{
    static spdlog::logger* const logger = [] {
        auto made = std::make_unique<spdlog::logger>(
            "nscl", std::shared_ptr<batched_sink>{&standard_error(), [](batched_sink*) {}});
        made->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, "\n"));
        made->set_level(spdlog::level::info);
        std::atexit([] { standard_error().flush_if_read(); });
        return made.release();
    }();
    return *logger;
}

} // namespace

void set_level(std::string_view least)
{
    if (least == "debug") {
        output().set_level(spdlog::level::debug);
    } else if (least == "info") {
        output().set_level(spdlog::level::info);
    } else if (least == "warning") {
        output().set_level(spdlog::level::warn);
    } else if (least == "error") {
        output().set_level(spdlog::level::err);
    } else {
        throw std::invalid_argument("log level \"" + std::string{least} + "\": write debug, info, warning or error");
    }
}

void write(level severity, std::string_view event, std::initializer_list<field> fields) noexcept
{
    try {
        spdlog::logger& to = output();
        const auto least = as_spdlog(severity);
        if (!to.should_log(least)) return;
        const auto now = spdlog::log_clock::now();
        const std::string line = json_line(now, severity, event, fields);
        to.log(now, spdlog::source_loc{}, least, spdlog::string_view_t{line.data(), line.size()});
    } catch (...) { // NOLINT(bugprone-empty-catch): a line that cannot be written must not stop the server
    }
}

void flush() noexcept
{
    try {
        output().flush();
    } catch (...) { // NOLINT(bugprone-empty-catch): nor must one that waits
    }
}

} // namespace nscl::log
