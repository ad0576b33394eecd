#include "core/http/refusal_counts.hpp"

namespace nscl::http {

void refusal_counts::know(std::string_view code)
{
    const std::scoped_lock lock{guard_};
    counts_.try_emplace(std::string{code}, 0U);
}

void refusal_counts::add(std::string_view code)
{
    const std::scoped_lock lock{guard_};
    if (const auto found = counts_.find(code); found != counts_.end())
        ++found->second;
    else
        ++counts_[counts_.size() < most_codes ? std::string{code} : "other"];
}

std::map<std::string, std::uint64_t, std::less<>> refusal_counts::read() const
{
    const std::scoped_lock lock{guard_};
    return counts_;
}

} // namespace nscl::http
