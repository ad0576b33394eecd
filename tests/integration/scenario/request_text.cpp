#include "tests/integration/scenario/request_text.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

std::string from_hexadecimal(std::string_view digits)
{
    if (digits.size() % 2 != 0) throw std::runtime_error("\"hex\" needs pairs of digits");
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string{digits.substr(i, 2)}, nullptr, 16));
    return bytes;
}

std::string piece_text(const json::value& piece, const variables& known)
{
    if (piece.is_string()) return known.fill(std::string_view{piece.as_string()});
    const auto& members = piece.as_object();
    if (const auto* digits = members.if_contains("hex")) return from_hexadecimal(std::string_view{digits->as_string()});
    const std::string_view repeated{members.at("repeat").as_string()};
    std::string text;
    for (std::int64_t left = members.at("times").as_int64(); left > 0; --left) text += repeated;
    return text;
}

std::string joined(const json::value& pieces, const variables& known, std::string_view after_each)
{
    if (!pieces.is_array()) return piece_text(pieces, known);
    std::string text;
    for (const auto& piece : pieces.as_array()) text += piece_text(piece, known) + std::string{after_each};
    return text;
}

std::string file_text(std::string_view path)
{
    std::ifstream in{std::string{NSCL_TEST_DATA} + "/" + std::string{path}, std::ios::binary};
    if (!in) throw std::runtime_error("there is no tests/data/" + std::string{path});
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

std::string fill_pieces(const json::value& pieces, const variables& known)
{
    return joined(pieces, known, "");
}

request_text fill_body(const json::value& described, const variables& known)
{
    if (described.is_null()) return {};
    const auto& [form, content] = *described.as_object().begin();
    if (form == "json") return {"application/json", json::serialize(known.fill(content))};
    if (form == "csv") return {"text/csv; charset=utf-8", joined(content, known, "\r\n")};
    if (form == "file") return {"", file_text(std::string_view{content.as_string()})};
    return {"", fill_pieces(content, known)};
}

} // namespace nscl::tests
