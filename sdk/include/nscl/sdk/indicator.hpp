#pragma once

#include <nscl/sdk/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace nscl::sdk {

enum class series_kind { actual, target };

/// The records behind a figure: a list of the API. An entity of another plugin is written "programme.application".
struct listed_records {
    std::string entity;
    std::string query; ///< "filter[state]=settled&filter[year]=2026", percent-encoded like a URL
};

/// One point of a series. `value` is exact; nothing where there is none.
struct data_point {
    std::string category;
    std::optional<decimal> value{};
    std::optional<texts> note{};
    std::optional<texts> label{}; ///< what the category is called, where it is a code
    std::optional<listed_records> records{};
};

/// A line of an indicator.
struct series {
    series_kind kind = series_kind::actual;
    texts label;
    std::vector<data_point> data;
};

namespace detail {

inline std::string indicator_document(const std::vector<series>& all)
{
    json_array lines;
    for (const series& line : all) {
        json_array points;
        for (const data_point& point : line.data) {
            json_object written;
            written.set("category", point.category);
            if (point.label) written.set("label", *point.label);
            written.set("value", point.value);
            if (point.note) written.set("note", *point.note);
            if (point.records) {
                const auto& [entity, query] = *point.records;
                written.set("records", json_object{}.set("entity", entity).set("query", query));
            }
            points.add(written);
        }
        lines.add(json_object{}
                      .set("kind", line.kind == series_kind::actual ? "actual" : "target")
                      .set("label", line.label)
                      .set("data", points));
    }
    return json_object{}.set("series", lines).text();
}

} // namespace detail
} // namespace nscl::sdk
