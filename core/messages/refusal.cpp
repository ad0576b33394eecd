#include "core/messages/refusal.hpp"

#include <stdexcept>

namespace nscl::messages {

std::string pointer_to(std::string_view member)
{
    std::string pointer = "/";
    for (const char c : member) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

void throw_exception_from_error(const refusal& refused, const boost::source_location& where)
{
    throw std::logic_error("the value of a refused outcome (" + refused.code + ") was asked for at " +
                           where.file_name() + ":" + std::to_string(where.line()));
}

} // namespace nscl::messages
