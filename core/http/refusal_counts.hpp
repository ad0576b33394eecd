#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace nscl::http {

/// How often each limit of the server was crossed, by the code that the answer carried ("queue_full"). Thread-safe.
class refusal_counts {
public:
    /// Counts from 0 on, so that a first crossing shows as a rise.
    void know(std::string_view code);
    /// Codes that nobody knew are taken in too, up to so many; the rest counts as "other".
    void add(std::string_view code);

    std::map<std::string, std::uint64_t, std::less<>> read() const;

private:
    static constexpr std::size_t most_codes = 256;

    mutable std::mutex guard_;
    std::map<std::string, std::uint64_t, std::less<>> counts_;
};

} // namespace nscl::http
