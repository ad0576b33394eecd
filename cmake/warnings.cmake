# Every target of this project links nscl_warnings; nothing is inherited by those who install the SDK.
add_library(nscl_warnings INTERFACE)
target_compile_options(nscl_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
    -Wcast-align -Woverloaded-virtual -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough -Wundef)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees null dereferences and overlaps inside its own optimised std::string and std::variant (GCC bug 105651 and kin).
    target_compile_options(nscl_warnings INTERFACE -Wlogical-op -Wduplicated-cond -Wduplicated-branches
        -Wno-null-dereference -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # libstdc++ 12's own std::stable_sort uses what it marks deprecated; clang blames whoever sorts.
    target_compile_options(nscl_warnings INTERFACE -Wno-deprecated-declarations)
endif()
option(NSCL_WARNINGS_AS_ERRORS "Stop at a warning" ON)
if(NSCL_WARNINGS_AS_ERRORS)
    target_compile_options(nscl_warnings INTERFACE -Werror)
endif()
