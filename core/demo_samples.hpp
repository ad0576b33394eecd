#pragma once

#include "core/database/database.hpp"

#include <functional>

namespace nscl {

/// Fills a demo database with samples, once, whoever asks. Whether it was finished is remembered beside whether it was begun: throws
/// std::runtime_error with what to do when an earlier filling was broken off. What `fill` throws goes on.
void fill_once(database::database& where, const std::function<void()>& fill);

} // namespace nscl
