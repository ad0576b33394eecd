#include "tests/fuzz/small_model.hpp"

#include "tests/unit/entities/declared.hpp"

namespace nscl::fuzz {
namespace {

std::shared_ptr<const entities::model> made()
{
    const auto option = [](const std::string& code) {
        return R"({"value": ")" + code + R"(", )" + entities::label + "}";
    };
    std::string fields;
    for (const auto& [name, type, more] : {
             std::array<std::string, 3>{"name", "text", R"("max_length": 40, "searchable": true, "sortable": true)"},
             {"code", "text", R"("unique": true, "pattern": "[A-Z]{2}-[0-9]+")"},
             {"story", "long_text", R"("max_length": 400)"},
             {"amount", "integer", R"("min": -5, "max": 9000000000, "sortable": true)"},
             {"price", "decimal", R"("scale": 2, "sortable": true)"},
             {"weight", "decimal", R"("scale": 9)"},
             {"cost", "money", R"("min": 0)"},
             {"open", "boolean", ""},
             {"born", "date", R"("min": "1950-01-01", "sortable": true)"},
             {"seen", "timestamp", ""},
             {"kind", "enumeration", R"("options": [)" + option("small") + "," + option("LARGE.1") + "]"},
             {"parent", "reference", R"("to": "p.thing")"},
             {"friends", "multi_reference", R"("to": "p.thing")"},
             {"extra", "json", ""},
             {"mail", "email", ""},
             {"phone", "phone", ""},
             {"site", "url", ""},
         })
        fields += (fields.empty() ? "" : ",") + entities::field_json(name, type, more);
    std::vector<entities::declaration> all;
    all.push_back(entities::declared("p", R"("entities": [)" + entities::entity_json("thing", fields) + "]"));
    return entities::model::build(std::move(all)).value();
}

} // namespace

const entities::model& small_model()
{
    static const auto only = made();
    return *only;
}

const entities::entity& thing()
{
    return *small_model().find("p.thing");
}

} // namespace nscl::fuzz
