#pragma once

#include "core/entities/field_types/whole_number.hpp"

namespace nscl::entities {

/// The id of one record. Whether there is such a record is the store's question.
class record_reference : public whole_number_like {
public:
    bool ordered() const override { return false; }
    std::optional<database::column_model> column(const field& of) const override;
    std::string json_schema(const field& of) const override;

protected:
    std::optional<value_error> refuse(std::int64_t number) const override;
};

} // namespace nscl::entities
