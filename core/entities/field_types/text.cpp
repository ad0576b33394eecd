#include "core/entities/field_types/text_like.hpp"
#include "core/entities/field_types/types.hpp"

namespace nscl::entities {

namespace {

class text_type final : public text_like {
public:
    std::string_view name() const override { return "text"; }
};

} // namespace

const field_type_rules& text_rules()
{
    static const text_type rules;
    return rules;
}

} // namespace nscl::entities
