#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"

namespace nscl::entities {

namespace {

/// Whole dong.
class money_type final : public whole_number_like {
public:
    std::string_view name() const override { return "money"; }

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
