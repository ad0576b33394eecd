#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// What is read from strangers, under every input that a fuzzer thinks of. Each target is a function in the file of its name that
/// takes any bytes and throws when something does not hold that must hold for all of them; crashes and undefined behaviour are the
/// sanitizers' business.
namespace nscl::fuzz {

void check_csv(std::string_view input);
void check_cursor(std::string_view input);
void check_declaration(std::string_view input);
void check_list_query(std::string_view input);
void check_manifest(std::string_view input);
void check_record(std::string_view input);
void check_request(std::string_view input);
void check_target(std::string_view input);
void check_values(std::string_view input);

struct target {
    std::string_view name; ///< of its folder in corpus/ and of its program, fuzz_<name>
    void (*check)(std::string_view input);
};

inline constexpr target targets[] = {
    {"csv", check_csv},
    {"cursor", check_cursor},
    {"declaration", check_declaration},
    {"list_query", check_list_query},
    {"manifest", check_manifest},
    {"record", check_record},
    {"request", check_request},
    {"target", check_target},
    {"values", check_values},
};

/// Something that must hold did not, for an input.
class broken_property : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

inline void require(bool holds, std::string_view what)
{
    if (!holds) throw broken_property{std::string{what}};
}

/// The text up to the next line end, which is taken away with it.
inline std::string_view take_line(std::string_view& rest)
{
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return line;
}

} // namespace nscl::fuzz
