#include "options.hpp"

#include <algorithm>

namespace programme {

using namespace nscl::sdk;

field& offer(field& enumeration, std::span<const option> options)
{
    for (const auto& each : options) enumeration.option(each.code, each.vi, each.en);
    return enumeration;
}

std::string_view label_of(std::span<const option> options, std::string_view code, const wording& say)
{
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const option& each) { return each.code == code; });
    return found == options.end() ? code : say(found->vi, found->en);
}

} // namespace programme
