#include "core/messages/refusal.hpp"

#include <stdexcept>

namespace nscl::messages {

void throw_exception_from_error(const refusal& refused, const boost::source_location& where)
{
    throw std::logic_error("the value of a refused outcome (" + refused.code + ") was asked for at " +
                           where.file_name() + ":" + std::to_string(where.line()));
}

} // namespace nscl::messages
