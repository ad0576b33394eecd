#pragma once

#include "core/accounts/caller_compiler.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <tuple>

namespace nscl::accounts {

/// Compiled callers of this process. An entry holds for one generation::access; whoever looks it up has just read the
/// current one from the database. Thread-safe.
class caller_cache {
public:
    /// The caller compiled at this generation, or an empty one.
    std::shared_ptr<const signed_in> find(const identity& of, std::int64_t generation) const;

    void keep(const identity& of, std::int64_t generation, std::shared_ptr<const signed_in> compiled);

private:
    using key = std::tuple<entities::record_id, entities::record_id, std::string>;
    struct entry {
        std::int64_t generation;
        std::shared_ptr<const signed_in> compiled;
    };
    static key key_of(const identity& of);

    mutable std::mutex guard_;
    std::map<key, entry> entries_;
};

} // namespace nscl::accounts
