#include "entity_tag.hpp"

#include "list_header.hpp"

namespace console {

bool names_tag(std::string_view if_none_match, std::string_view tag)
{
    while (!if_none_match.empty()) {
        auto each = cut_off(if_none_match, ',');
        if (each == "*") return true;
        if (each.starts_with("W/")) each.remove_prefix(2);
        if (each == tag) return true;
    }
    return false;
}

} // namespace console
