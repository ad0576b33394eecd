#include "core/platform/json_text.hpp"

#include "core/platform/byte_set.hpp"

namespace nscl::platform {

namespace {

/// What stands for itself in a string of JSON (RFC 8259, 7).
constexpr byte_set plain{[](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }};

} // namespace

void write_json_string(std::string& out, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    while (true) {
        const auto clean = plain.leading(text);
        out.append(text.data(), clean);
        if (clean == text.size()) break;
        const auto byte = static_cast<unsigned char>(text[clean]);
        text.remove_prefix(clean + 1);
        switch (byte) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\t': out += "\\t"; break;
        case '\r': out += "\\r"; break;
        default:
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    out += '"';
}

} // namespace nscl::platform
