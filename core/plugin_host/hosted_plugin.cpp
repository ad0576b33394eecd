#include "core/plugin_host/hosted_plugin.hpp"

#include "core/plugin_host/host_functions.hpp"

namespace nscl::plugin_host {

hosted_plugin::hosted_plugin(loaded_plugin code)
    : code_(std::move(code)),
      id_and_version_(code_.about().id + " " + to_text(code_.about().version)),
      table_(host_table(*this))
{
}

} // namespace nscl::plugin_host
