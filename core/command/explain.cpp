#include "core/command/explain.hpp"

#include "core/messages/catalogue.hpp"

#include <iostream>

namespace nscl::command {

void explain(const messages::refusal& refused)
{
    const messages::catalogue texts;
    if (refused.errors.empty())
        std::cerr << "nscl: " << texts.render(refused.code, refused.parameters, messages::language::en) << "\n";
    for (const auto& each : refused.errors) {
        std::cerr << "nscl: " << each.pointer << ": "
                  << texts.render(each.code, each.parameters, messages::language::en) << "\n";
    }
}

} // namespace nscl::command
