#pragma once

#include <nscl/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace programme {

/// A support rate in force, and what it gives.
struct applicable_rate {
    std::int64_t id = 0;
    std::int64_t amount_vnd = 0;
};

/// What a rate is looked up for.
struct rate_question {
    std::int64_t content = 0;
    std::string area;
    std::string organization_type;
    std::string size_class; ///< "" when the organization has none
    nscl::sdk::date on;
    std::int64_t contract_value_vnd = 0;
    std::int64_t appraised_vnd = 0;
};

/// The most favourable of the rates in force (Decree 80/2021/NĐ-CP, Art. 4.2: rates are never added up), or none.
std::optional<applicable_rate> find_rate(const nscl::sdk::context& in, const rate_question& asked);

/// What a rate gives for a contract of this value, `limit_vnd` at most; 0 where there is no such rate.
std::int64_t amount_at_rate(const nscl::sdk::context& in, std::int64_t rate, std::int64_t contract_value_vnd,
                            std::int64_t limit_vnd);

} // namespace programme
