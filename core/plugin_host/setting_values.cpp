#include "core/plugin_host/setting_values.hpp"

#include "core/plugin_host/value_conversion.hpp"

#include <charconv>
#include <optional>

namespace nscl::plugin_host {

namespace {

/// "12.50" as units and scale.
std::optional<nscl_value> decimal_of(std::string_view text)
{
    auto digits = std::string{text};
    std::size_t scale = 0;
    if (const auto point = digits.find('.'); point != std::string::npos) {
        digits.erase(point, 1);
        scale = digits.size() - point;
        if (scale == 0 || point == 0) return std::nullopt;
    }
    std::int64_t units = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), units);
    if (wrong != std::errc{} || end != digits.data() + digits.size() || digits.size() > 18) return std::nullopt;
    auto made = whole(units, NSCL_DECIMAL);
    made.scale = static_cast<std::uint8_t>(scale);
    return made;
}

} // namespace

checked<setting_values::entry> setting_values::of(const entities::setting_declaration& declared,
                                                  const settings::plugin_value& given)
{
    entry made;
    if (const auto* number = std::get_if<std::int64_t>(&given); number && declared.type == "integer") {
        made.shown = whole(*number);
    } else if (number && declared.type == "decimal") {
        made.shown = whole(*number, NSCL_DECIMAL);
    } else if (const auto* truth = std::get_if<bool>(&given); truth && declared.type == "boolean") {
        made.shown = whole(*truth ? 1 : 0, NSCL_BOOLEAN);
    } else if (const auto* text = std::get_if<std::string>(&given); text && declared.type == "text") {
        made.text = std::make_unique<std::string>(*text);
        made.shown = letters(*made.text);
    } else if (text && declared.type == "decimal") {
        const auto value = decimal_of(*text);
        if (!value)
            return defect{"\"" + *text + "\" is no decimal number of at most 18 digits; write it like \"12.5\""};
        made.shown = *value;
    } else {
        const auto hint = declared.type == "decimal" ? " (written as a text, \"12.5\")" : "";
        return defect{"it is of type " + declared.type + hint + "; write a value of that type"};
    }
    return made;
}

checked<setting_values::entry> setting_values::default_of(const entities::setting_declaration& declared)
{
    entry made;
    if (const auto* number = std::get_if<std::int64_t>(&declared.default_value)) {
        made.shown = whole(*number, declared.type == "boolean"   ? NSCL_BOOLEAN
                                    : declared.type == "decimal" ? NSCL_DECIMAL
                                                                 : NSCL_INTEGER);
        if (declared.type == "decimal") made.shown.scale = static_cast<std::uint8_t>(declared.scale);
    } else if (const auto* text = std::get_if<std::string>(&declared.default_value)) {
        made.text = std::make_unique<std::string>(*text);
        made.shown = letters(*made.text);
    }
    return made;
}

checked<setting_values> setting_values::read(std::string_view plugin,
                                             const std::vector<entities::setting_declaration>& declared,
                                             const given_values& given)
{
    setting_values made;
    const auto table = "[plugin." + std::string{plugin} + "]";
    for (const auto& each : declared) {
        const auto written = given.find(each.name);
        auto value = written == given.end() ? default_of(each) : of(each, written->second);
        if (value.has_error()) return defect{"setting " + each.name + " of " + table + ": " + value.error().text};
        made.values_.emplace(each.name, std::move(*value));
    }
    for (const auto& [name, value] : given) {
        if (made.values_.contains(name)) continue;
        std::string known;
        for (const auto& each : declared) known += (known.empty() ? "" : ", ") + each.name;
        return defect{"setting " + name + " of " + table + ": the plugin has no such setting; it has " +
                      (known.empty() ? "none" : known)};
    }
    return made;
}

const nscl_value* setting_values::find(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second.shown;
}

} // namespace nscl::plugin_host
