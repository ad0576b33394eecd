#include "core/entities/field_types/grouped_digits.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"

namespace nscl::entities {

namespace {

/// Whole dong. A text may group its digits the Vietnamese way ("1.250.000"): dong have no fraction that a point could begin.
class money_type final : public whole_number_like {
public:
    std::string_view name() const override { return "money"; }

    parsed_value parse_text(const field& of, std::string_view text) const override
    {
        return whole_number_like::parse_text(of, ungrouped(text));
    }

protected:
    std::string_view malformed() const override { return "bad_money"; }
};

} // namespace

const field_type_rules& money_rules()
{
    static const money_type rules;
    return rules;
}

} // namespace nscl::entities
