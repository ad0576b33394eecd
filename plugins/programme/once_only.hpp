#pragma once

#include <nscl/plugin.hpp>

#include <optional>
#include <string>

/// Each content is supported once (plan, section II.2.2): no two applications claim the same identity and once-only key while
/// their states block the content (blocking.hpp).
namespace programme {

/// "<identity>|<once_key>" while the state blocks the content, else nothing.
std::optional<std::string> once_only_claim(const nscl::sdk::change& application);

/// Before an application is created or handed in: whom it counts for, and its name. Holds the organization's lock (and those of the
/// organizations that it became part of), so that no merger passes by.
void identify(nscl::sdk::draft& application);

/// Before an organization changes: what it and those merged into it applied for counts for its new identity. Reports the
/// applications of which there would then be two for one content.
void carry_identity_over(nscl::sdk::draft& organization, nscl::sdk::problems& found);

/// Reports a merger in a circle, into itself, or without a date.
void check_successor(const nscl::sdk::change& organization, nscl::sdk::problems& found);

} // namespace programme
