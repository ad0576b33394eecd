#include "core/entities/field_types/text_like.hpp"
#include "core/entities/field_types/types.hpp"

namespace nscl::entities {

namespace {

class long_text_type final : public text_like {
public:
    long_text_type() : text_like(lines::many) {}

    std::string_view name() const override { return "long_text"; }
    bool ordered() const override { return false; }

    std::optional<database::column_model> column(const field& of) const override
    {
        auto column = text_like::column(of);
        column->storage = database::storage::long_text;
        return column;
    }
};

} // namespace

const field_type_rules& long_text_rules()
{
    static const long_text_type rules;
    return rules;
}

} // namespace nscl::entities
