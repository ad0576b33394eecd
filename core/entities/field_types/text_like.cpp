#include "core/entities/field_types/text_like.hpp"

#include "core/platform/json_text.hpp"
#include "core/platform/utf8.hpp"
#include "core/text/pattern.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>
#include <array>

namespace nscl::entities {

namespace {

/// Longer texts are stored where no index reaches.
constexpr std::size_t longest_short_text = 255;

/// Blank at the ends of what people paste: ASCII, no-break space, zero-width space, byte-order mark.
constexpr std::array<std::string_view, 8> blanks{" ",  "\t",       "\n",           "\r",
                                                 "\f", "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

std::string_view trimmed(std::string_view text)
{
    const auto begins = [&](std::string_view blank) { return text.starts_with(blank); };
    const auto ends = [&](std::string_view blank) { return text.ends_with(blank); };
    for (auto at = blanks.begin(); (at = std::find_if(blanks.begin(), blanks.end(), begins)) != blanks.end();)
        text.remove_prefix(at->size());
    for (auto at = blanks.begin(); (at = std::find_if(blanks.begin(), blanks.end(), ends)) != blanks.end();)
        text.remove_suffix(at->size());
    return text;
}

/// C0 and C1 control characters and DEL (Unicode's category Cc).
bool has_control(std::string_view text, lines allowed)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0x7F) return true;
        if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
        if (byte < 0x20 && !(allowed == lines::many && (byte == '\n' || byte == '\t'))) return true;
    }
    return false;
}

std::string with_plain_newlines(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        result += text[i];
    }
    return result;
}

bool has_form(const field& of, const std::string& text)
{
    if (of.compiled_pattern) return of.compiled_pattern->matches(text);
    const auto compiled = text::pattern::compile(of.pattern);
    return compiled && compiled->matches(text);
}

} // namespace

cleaned clean_text(std::string_view raw, lines allowed)
{
    if (raw.find('\0') != std::string_view::npos) return value_error{"bad_character", {}};
    if (!platform::is_utf8(raw)) return value_error{"invalid_utf8", {}};
    const std::string_view body = trimmed(raw);
    std::string kept = allowed == lines::many ? with_plain_newlines(body) : std::string(body);
    if (has_control(kept, allowed)) return value_error{"bad_character", {}};
    return cleaned{boost::system::in_place_value, text::nfc(kept)};
}

parsed_value text_like::parse_json(const field& of, const boost::json::value& json) const
{
    if (json.is_null()) return field_value{};
    if (!json.is_string()) return value_error{"wrong_type", {{"expected", "string"}}};
    return parse_text(of, json.get_string());
}

parsed_value text_like::parse_text(const field& of, std::string_view text) const
{
    auto clean = clean_text(text, lines_);
    if (clean.has_error()) return clean.error();
    if (clean->empty()) return field_value{};
    return normalise(of, std::move(*clean));
}

parsed_value text_like::parse_stored(const field& of, const field_value& value) const
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return value_error{"wrong_type", {{"expected", "string"}}};
    return parse_text(of, *text);
}

parsed_value text_like::normalise(const field&, std::string text) const
{
    return field_value{std::move(text)};
}

std::optional<value_error> text_like::check(const field& of, const field_value& value) const
{
    const auto* kept = std::get_if<std::string>(&value);
    if (!kept) return std::nullopt;
    const auto length = platform::length(*kept);
    if (length > of.max_length) return value_error{"too_long", {{"limit", std::to_string(of.max_length)}}};
    if (length < of.min_length) return value_error{"too_short", {{"limit", std::to_string(of.min_length)}}};
    if (!of.pattern.empty() && !has_form(of, *kept)) return value_error{"pattern", {}};
    return std::nullopt;
}

void text_like::write_json(std::string& out, const field&, const field_value& value) const
{
    if (const auto* kept = std::get_if<std::string>(&value))
        platform::write_json_string(out, *kept);
    else
        out += "null";
}

std::string text_like::write_text(const field&, const field_value& value) const
{
    const auto* kept = std::get_if<std::string>(&value);
    return kept ? *kept : std::string();
}

std::optional<database::column_model> text_like::column(const field& of) const
{
    database::column_model column;
    column.name = of.name;
    // All short texts take the same column: a longer limit is then no change of the table.
    column.storage = of.max_length <= longest_short_text ? database::storage::short_text : database::storage::long_text;
    column.length = longest_short_text;
    return column;
}

std::string text_like::json_schema(const field& of) const
{
    std::string schema = R"({"type":"string")";
    if (!format().empty()) schema += R"(,"format":")" + std::string(format()) + '"';
    if (of.min_length > 0) schema += R"(,"minLength":)" + std::to_string(of.min_length);
    schema += R"(,"maxLength":)" + std::to_string(of.max_length);
    if (!of.pattern.empty()) {
        schema += R"(,"pattern":)";
        platform::write_json_string(schema, "^(?:" + of.pattern + ")$");
    }
    return schema + "}";
}

} // namespace nscl::entities
