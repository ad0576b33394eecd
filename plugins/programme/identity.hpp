#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers that identify organizations and persons. Pure functions.
namespace programme {

/// A tax code (mã số thuế): 10 digits, or 10 and 3 of a dependent unit (TT 105/2020/TT-BTC, Art. 5).
struct tax_code {
    std::string root;   ///< 10 digits
    std::string suffix; ///< 001 to 999, or empty

    bool is_branch() const { return !suffix.empty(); }
    std::string digits() const { return root + suffix; }
};

/// Either the parsed code, or the message code of what is wrong with it: tax_code_format, tax_code_serial_zero, tax_code_checksum,
/// tax_code_suffix_zero.
struct tax_code_reading {
    std::optional<tax_code> code;
    std::string_view problem;
};

/// Reads "4900224296", "4900 224 296" or "4900224296-001"; spaces and dots are passed over.
tax_code_reading read_tax_code(std::string_view text);

/// What is wrong with a 12-digit personal identifier (căn cước), or "": personal_id_format, personal_id_province,
/// personal_id_birth_year. `provinces` is the CSV of birth-registration codes, code first.
std::string_view personal_id_problem(std::string_view text, std::string_view provinces, std::chrono::year today);

} // namespace programme
