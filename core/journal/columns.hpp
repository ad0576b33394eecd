#pragma once

#include "core/journal/journal.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// The columns of core_journal as they are read.
namespace nscl::journal {

constexpr std::uint32_t salt_bytes = 16;
constexpr std::uint32_t hash_bytes = 32; ///< SHA-256

/// Those of an entry, and their types.
inline constexpr std::string_view entry_columns =
    R"("id","at","user_id","user_name","origin","plugin","entity","record","action","transition","version","changes")";
inline constexpr std::array entry_types{database::column::integer, database::column::integer, database::column::integer,
                                        database::column::text,    database::column::text,    database::column::text,
                                        database::column::text,    database::column::integer, database::column::text,
                                        database::column::text,    database::column::integer, database::column::text};

entry to_entry(const database::row& row);

/// A row with all that is stored of it.
struct sealed_row {
    entry told;
    std::string write_id;
    std::int64_t number = 0; ///< its place in the chain; 0 as long as it is unsealed
    std::string salt;        ///< "" once its values are erased
    std::string digest;
    std::string seal;
};

inline constexpr std::string_view sealed_columns =
    R"("id","at","user_id","user_name","origin","plugin","entity","record","action","transition","version","changes",)"
    R"("write_id","seal_number","salt","digest","seal")";
inline constexpr std::array sealed_types{
    database::column::integer, database::column::integer, database::column::integer, database::column::text,
    database::column::text,    database::column::text,    database::column::text,    database::column::integer,
    database::column::text,    database::column::text,    database::column::integer, database::column::text,
    database::column::text,    database::column::integer, database::column::text,    database::column::text,
    database::column::text};

sealed_row to_sealed_row(const database::row& row);

} // namespace nscl::journal
