#pragma once

#include "core/backup/backup.hpp"
#include "tests/support/test_database.hpp"

#include <filesystem>
#include <string>

namespace nscl::tests {

/// Gives an empty database the tables of a server that keeps notes on shelves: every storage, references in a circle, keys of one to three
/// columns, and rows with whatever a column can hold. Returns the greatest id in it.
std::int64_t fill_shelves(database::database& in);

/// Few rows of the same tables, for tests that look at every byte or step.
void fill_one_shelf(database::database& in);

/// Writes a backup of the database into `file`.
backup::summary back_up(const test_database& of, const std::filesystem::path& file);
/// Restores `file` into the database.
backup::summary restore_into(const test_database& empty, const std::filesystem::path& file);

/// What a backup says, but for its lines about itself.
std::string rows_of(const std::filesystem::path& file);
std::string content_of(const std::filesystem::path& file);

} // namespace nscl::tests
