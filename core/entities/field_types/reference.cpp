#include "core/entities/field_types/record_reference.hpp"
#include "core/entities/field_types/types.hpp"

namespace nscl::entities {

namespace {

class reference_type final : public record_reference {
public:
    std::string_view name() const override { return "reference"; }

protected:
    std::string_view malformed() const override { return "bad_reference"; }
};

} // namespace

const field_type_rules& reference_rules()
{
    static const reference_type rules;
    return rules;
}

} // namespace nscl::entities
