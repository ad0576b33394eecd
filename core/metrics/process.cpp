#include "core/metrics/figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace nscl::metrics {

namespace {

void add_memory(exposition& to)
{
    std::ifstream file{"/proc/self/statm"};
    double total = 0;
    double resident = 0;
    if (!(file >> total >> resident)) return;
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    to.gauge("process_resident_memory_bytes", "Resident memory.").add(resident * page);
    to.gauge("process_virtual_memory_bytes", "Virtual memory.").add(total * page);
}

void add_descriptors(exposition& to)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        to.gauge("process_max_fds", "File descriptors that may be open.").add(static_cast<double>(limit.rlim_cur));
    std::error_code unreadable;
    std::filesystem::directory_iterator entry{"/proc/self/fd", unreadable};
    double open = 0;
    for (; !unreadable && entry != std::filesystem::directory_iterator{}; entry.increment(unreadable)) ++open;
    if (!unreadable)
        to.gauge("process_open_fds", "Open file descriptors.").add(open - 1); // one of them reads the folder
}

} // namespace

void add_process(exposition& to)
{
    add_memory(to);
    add_descriptors(to);
    rusage used{};
    if (getrusage(RUSAGE_SELF, &used) != 0) return;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    to.counter("process_cpu_seconds_total", "Processor time.").add(seconds(used.ru_utime) + seconds(used.ru_stime));
}

} // namespace nscl::metrics
