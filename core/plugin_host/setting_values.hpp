#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/plugin_host/defect.hpp"
#include "core/settings/settings.hpp"

#include <nscl/abi/base.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::plugin_host {

/// A plugin's settings: what the operator wrote under [plugin.<id>], else the declared defaults. Never changes once made.
class setting_values {
public:
    using given_values = std::map<std::string, settings::plugin_value, std::less<>>;

    /// Refuses unknown names and wrong types.
    static checked<setting_values> read(std::string_view plugin,
                                        const std::vector<entities::setting_declaration>& declared,
                                        const given_values& given);

    /// Null when there is no such setting. The value and its text live as long as this object.
    const nscl_value* find(std::string_view name) const;

private:
    struct entry {
        nscl_value shown{};
        std::unique_ptr<std::string> text; ///< what `shown` borrows
    };
    static checked<entry> of(const entities::setting_declaration& declared, const settings::plugin_value& given);
    static checked<entry> default_of(const entities::setting_declaration& declared);

    std::map<std::string, entry, std::less<>> values_;
};

} // namespace nscl::plugin_host
