#pragma once

#include "core/journal/columns.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// What is hashed, so that anybody can compute it again (docs/decisions/sealed-journal.md). Pure.
namespace nscl::journal {

/// The last row of a chain. A chain without rows: number 0 and no seal.
struct chain_head {
    std::int64_t number = 0;
    std::string seal; ///< 32 bytes

    bool operator==(const chain_head&) const = default;
};

/// SHA-256 of what may have to be erased, user_name, origin and changes, behind the salt, without which a guess of them cannot be tried.
std::string digest_of(const entry& row, std::string_view salt);

/// SHA-256 of the seal before it ("" for the first row), the row's other columns and `digest`.
std::string seal_of(std::string_view previous, const entry& row, std::string_view write_id, std::string_view digest);

} // namespace nscl::journal
