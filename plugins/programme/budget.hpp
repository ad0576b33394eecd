#pragma once

#include <nscl/plugin.hpp>

#include <cstdint>

/// Money on a budget line. Every amount moves under the line's lock, in the transaction of what moves it.
namespace programme {

/// What a step of an application adds to its line; negative gives back.
struct booking {
    std::int64_t committed_vnd = 0;
    std::int64_t paid_vnd = 0;
    std::int64_t settled_vnd = 0;
    std::int64_t recovered_vnd = 0;
};

/// Adds to the line's figures. Reports `no_free_allocation` at `field` when the commitments would exceed the allocation.
void book(const nscl::sdk::transaction& in, std::int64_t line, const booking& moved, std::string_view field,
          nscl::sdk::problems& found);

} // namespace programme
