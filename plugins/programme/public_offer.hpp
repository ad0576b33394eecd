#pragma once

#include <nscl/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the programme offers to everybody today: only what is published or in force.
namespace programme {

struct content_name {
    std::string vi;
    std::string en; ///< "" when it has none
};

/// A call that takes applications today.
struct open_call {
    std::int64_t id = 0;
    std::string number;
    std::string title;
    std::string conditions;
    nscl::sdk::date opens_on;
    nscl::sdk::date closes_on;
    bool for_every_content = true;
    std::vector<content_name> contents{}; ///< otherwise; of those in force
};

struct offered_content {
    content_name name;
    std::string area;
    std::string kind;
    std::string unit;
    std::string standard;
    std::string organization_types; ///< codes, separated by semicolons; "" for every type
};

struct offered_rate {
    std::string name;
    std::string area;                    ///< "" for every area
    std::optional<content_name> content; ///< none: every content of the area
    std::string organization_type;       ///< "" for every type
    std::string size_class;              ///< "" for every size
    nscl::sdk::decimal percent;
    std::optional<std::int64_t> cap_vnd;
    nscl::sdk::date valid_from;
    std::optional<nscl::sdk::date> valid_to;
    std::string legal_basis;
    std::string resolution_no;
    std::string document;
};

struct public_offer {
    std::vector<open_call> calls; ///< the first to close first
    std::vector<offered_content> contents;
    std::vector<offered_rate> rates;
};

/// With the plugin's rights, in four queries.
public_offer read_public_offer(const nscl::sdk::context& in);

} // namespace programme
