#pragma once

#include <csignal>
#include <cstdint>

#include <sys/resource.h>

namespace nscl::tests {

/// As long as it lives, no file of this process grows beyond that many bytes: what a full disk looks like to whoever writes.
class limited_files {
public:
    explicit limited_files(std::uint64_t most)
    {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &usual_);
        const rlimit limited{most, usual_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limited);
    }
    limited_files(const limited_files&) = delete;
    limited_files& operator=(const limited_files&) = delete;
    ~limited_files()
    {
        setrlimit(RLIMIT_FSIZE, &usual_);
        std::signal(SIGXFSZ, before_);
    }

private:
    void (*before_)(int) = nullptr;
    rlimit usual_{};
};

} // namespace nscl::tests
