#pragma once

#include "core/entities/field_types/field_type.hpp"

namespace nscl::entities {

// Each in the file of its name; static lifetime.
const field_type_rules& text_rules();
const field_type_rules& long_text_rules();
const field_type_rules& integer_rules();
const field_type_rules& decimal_rules();
const field_type_rules& money_rules();
const field_type_rules& boolean_rules();
const field_type_rules& date_rules();
const field_type_rules& timestamp_rules();
const field_type_rules& enumeration_rules();
const field_type_rules& reference_rules();
const field_type_rules& multi_reference_rules();
const field_type_rules& attachment_rules();
const field_type_rules& json_rules();
const field_type_rules& email_rules();
const field_type_rules& phone_rules();
const field_type_rules& url_rules();

} // namespace nscl::entities
