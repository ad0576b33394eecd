#include "core/database/open_work.hpp"

#include <algorithm>
#include <vector>

namespace nscl::database {
namespace {

std::vector<open_work>& opened()
{
    thread_local std::vector<open_work> all;
    return all;
}

} // namespace

const open_work* opened_on(const database* of)
{
    const auto found = std::ranges::find(opened(), of, &open_work::of);
    return found == opened().end() ? nullptr : &*found;
}

open_scope::open_scope(open_work work)
{
    opened().push_back(work);
}

open_scope::~open_scope()
{
    opened().pop_back();
}

} // namespace nscl::database
