# Headers of others that most files include, parsed once for the rooms and once for the tests. Files include what they use all the
# same; the release preset, which precompiles nothing, sees to that.
set(library_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string> <variant> <vector> <boost/json.hpp>)

# Otherwise clang writes the time into them, and no compiler cache knows what includes them.
set(same_every_time $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)

# Rooms: with clang only. g++ 12, once it optimises, forgets which lines came from the system's headers and warns of std::string's insides.
add_library(nscl_room_headers OBJECT EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
set_target_properties(nscl_room_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_link_libraries(nscl_room_headers PRIVATE Boost::json nscl_warnings)
target_compile_options(nscl_room_headers PRIVATE ${same_every_time})
target_precompile_headers(nscl_room_headers PRIVATE ${library_headers})
function(nscl_precompile_room room)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        target_link_libraries(${room} PRIVATE Boost::json) # the macros under which the headers were parsed
        target_precompile_headers(${room} REUSE_FROM nscl_room_headers)
    endif()
endfunction()

# Tests: not optimised either, since they are compiled more often than they run for long.
if(BUILD_TESTING)
    add_library(nscl_test_code INTERFACE)
    target_compile_options(nscl_test_code INTERFACE -O0)
    target_link_libraries(nscl_test_code INTERFACE Boost::json GTest::gmock nscl_warnings)
    add_library(nscl_test_headers OBJECT EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
    target_link_libraries(nscl_test_headers PRIVATE nscl_test_code)
    target_compile_options(nscl_test_headers PRIVATE ${same_every_time})
    target_precompile_headers(nscl_test_headers PRIVATE ${library_headers} <gmock/gmock.h> <gtest/gtest.h>)
    function(nscl_precompile_test test)
        target_link_libraries(${test} PRIVATE nscl_test_code)
        target_precompile_headers(${test} REUSE_FROM nscl_test_headers)
    endfunction()
endif()
