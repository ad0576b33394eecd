#pragma once

#include "core/database/database.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <string>

namespace nscl::database {

/// What one process at a time does, such as changing the schema: a row in core_lease with a holder and an end. Who dies loses it when it
/// ends. Work in the transaction of take() or prolong() is done alone, whatever the clocks say: the row is locked until it ends.
class lease {
public:
    /// `holder` names this process, like no other.
    lease(std::string name, std::string holder, std::chrono::microseconds lifetime);

    /// Takes it, or prolongs it where this process has it. False while another has it.
    bool take(transaction& in, platform::instant now) const;

    /// False when another has taken it meanwhile.
    bool prolong(transaction& in, platform::instant now) const;

    /// Lets another take it at once, if this process has it.
    void give_back(transaction& in) const;

    /// True while another has it: then take() need not be tried.
    bool is_taken(reader& from, platform::instant now) const;

private:
    std::string name_;
    std::string holder_;
    std::chrono::microseconds lifetime_;
};

/// core_lease, where all leases are.
table_model lease_table();

} // namespace nscl::database
