#include "core/accounts/caller_cache.hpp"

namespace nscl::accounts {

namespace {

/// Beyond this the cache starts again: users with changing addresses must not fill the memory.
constexpr std::size_t most_entries = 10000;

} // namespace

caller_cache::key caller_cache::key_of(const identity& of)
{
    return {of.user, of.token.value_or(0), of.origin};
}

std::shared_ptr<const signed_in> caller_cache::find(const identity& of, std::int64_t generation) const
{
    const std::lock_guard hold{guard_};
    const auto found = entries_.find(key_of(of));
    if (found == entries_.end() || found->second.generation != generation) return nullptr;
    return found->second.compiled;
}

void caller_cache::keep(const identity& of, std::int64_t generation, std::shared_ptr<const signed_in> compiled)
{
    const std::lock_guard hold{guard_};
    if (entries_.size() >= most_entries) entries_.clear();
    entries_.insert_or_assign(key_of(of), entry{generation, std::move(compiled)});
}

} // namespace nscl::accounts
