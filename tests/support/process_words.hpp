#pragma once

#include <string>
#include <vector>

namespace nscl::tests {

/// What exec takes for arguments and variables; valid for as long as `words`.
inline std::vector<char*> pointers_to(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace nscl::tests
