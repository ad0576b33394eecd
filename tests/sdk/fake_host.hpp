#pragma once

#include <nscl/abi/layout.h>
#include <nscl/sdk/value.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace fakes {

/// A host in memory, behind the same tables as the real one. It remembers what it was asked and answers what the test laid
/// out; `failing` makes the next calls of a function end with the given statuses.
class fake_host {
public:
    using fields = std::map<std::string, nscl::sdk::value>;

    fake_host();
    fake_host(const fake_host&) = delete;
    fake_host& operator=(const fake_host&) = delete;

    /// What the plugin's create gets.
    const nscl_host* table() const { return &host_; }

    /// Opens a record for callbacks.
    nscl_handle record(fields content);

    // What is there
    std::map<std::string, std::vector<nscl_handle>> lists; ///< entity and query -> records
    std::map<std::string, std::string> path_parameters;
    std::map<std::string, std::string> query_parameters;
    std::map<std::string, std::string> headers;
    std::string body;
    std::map<std::string, nscl::sdk::value> settings;
    std::vector<std::vector<nscl::sdk::value>> rows; ///< the answer to every query
    std::vector<std::string> roles;
    std::int64_t user = 0;
    std::map<std::string, std::deque<std::int32_t>> failing; ///< function -> statuses of its next calls
    std::vector<std::string> missing;                        ///< extensions that this host does not have

    // What happened
    std::vector<std::string> calls; ///< "report cost cost_above_norm limit=5000000"
    std::vector<std::string> log;   ///< "1 started"
    std::optional<nscl::sdk::value> result;
    std::uint32_t status = 0;
    std::string content_type;
    std::string answered;
    std::uint32_t stream_number = 0;
    std::uint64_t stream_state = 0;
    int open_cursors = 0;

private:
    friend struct tables;

    nscl_host host_{};
    std::mutex guard_; ///< for the functions that tests call from several threads: entity, field, transition
    std::map<nscl_handle, fields> records_;
    std::map<nscl_handle, std::deque<nscl_handle>> open_lists_;
    std::map<std::string, std::uint32_t> numbers_; ///< of entities and of fields
    std::deque<nscl::sdk::detail::borrowed_values> lent_;
    nscl_handle next_handle_ = 100;
    std::size_t next_row_ = 0;
};

} // namespace fakes
