#include "core/accounts/typed_values.hpp"

#include "core/accounts/invalid.hpp"
#include "core/entities/field_types/field_type.hpp"

namespace nscl::accounts {

messages::outcome<entities::field_values>
typed_values(const entities::entity& of, std::initializer_list<std::pair<std::string_view, std::string>> typed)
{
    entities::field_values values;
    std::vector<messages::field_error> problems;
    for (const auto& [name, text] : typed) {
        const auto index = of.find(name).value();
        const auto& field = of.fields[index];
        auto value = entities::accept_text(field, text);
        if (value.has_error()) {
            problems.push_back({"/" + field.name, value.error().code, value.error().parameters});
        } else if (field.required && entities::is_null(*value)) {
            problems.push_back({"/" + field.name, "required", {}});
        } else {
            values.emplace(index, std::move(*value));
        }
    }
    if (!problems.empty()) return invalid(std::move(problems));
    return values;
}

} // namespace nscl::accounts
