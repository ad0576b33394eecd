#include "tests/fuzz/targets.hpp"

#include <cstddef>
#include <cstdint>

/// The door through which libFuzzer calls; NSCL_FUZZ_CHECK is the target's function. What it throws ends the program, and libFuzzer
/// keeps the input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    nscl::fuzz::NSCL_FUZZ_CHECK({reinterpret_cast<const char*>(data), size});
    return 0;
}
