#include "core/entities/field_types/record_reference.hpp"
#include "core/entities/field_types/types.hpp"

namespace nscl::entities {

namespace {

/// The id of an uploaded file (core.attachment).
class attachment_type final : public record_reference {
public:
    std::string_view name() const override { return "attachment"; }

protected:
    std::string_view malformed() const override { return "bad_attachment"; }
};

} // namespace

const field_type_rules& attachment_rules()
{
    static const attachment_type rules;
    return rules;
}

} // namespace nscl::entities
