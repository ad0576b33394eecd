#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"

namespace nscl::entities {

namespace {

class integer_type final : public whole_number_like {
public:
    std::string_view name() const override { return "integer"; }

protected:
    std::string_view malformed() const override { return "bad_integer"; }
};

} // namespace

const field_type_rules& integer_rules()
{
    static const integer_type rules;
    return rules;
}

} // namespace nscl::entities
