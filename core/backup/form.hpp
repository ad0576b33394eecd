#pragma once

#include <string_view>

/// The signs of docs/backup-format.md.
namespace nscl::backup::form {

inline constexpr std::string_view name = "nscl-backup ";
inline constexpr std::string_view first_line = "nscl-backup 1";
inline constexpr std::string_view table = "table ";
inline constexpr std::string_view end = "end ";
inline constexpr std::string_view sum = "sha256 ";
inline constexpr char row = 'r';
inline constexpr char null = 'n';
inline constexpr char integer = 'i';
inline constexpr char text = 't';
inline constexpr char end_of_number = ':';

} // namespace nscl::backup::form
