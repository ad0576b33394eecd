#include "core/journal/finding.hpp"

namespace nscl::journal {

std::string_view name(finding::kind which)
{
    using enum finding::kind;
    switch (which) {
    case altered: return "altered";
    case removed: return "removed";
    case inserted: return "inserted";
    case moved: return "moved";
    case unsealed: return "unsealed";
    case cut_off: return "cut_off";
    case rewritten: return "rewritten";
    case erased: return "erased";
    }
    return "";
}

} // namespace nscl::journal
