#pragma once

#include <cstdint>
#include <string_view>

namespace programme {

/// Whether an application in this state reserves its content or has used it up (rules 11.6). `kept_vnd` is what was paid and not
/// recovered; `recovered_blocks` is the setting recovered_funds_keep_blocking. Pure.
bool blocks_content(std::string_view state, std::int64_t kept_vnd, bool recovered_blocks);

} // namespace programme
