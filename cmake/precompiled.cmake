# Headers of others that most files include, parsed once for the rooms and once for the tests: half of the time that a cold build
# takes. Files include what they use all the same; the release build, which precompiles nothing, sees to that.
set(nscl_precompiled_library_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string> <variant> <vector> <boost/json.hpp>)

add_library(nscl_room_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
set_target_properties(nscl_room_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_link_libraries(nscl_room_headers PRIVATE Boost::json nscl_warnings)
target_precompile_headers(nscl_room_headers PRIVATE ${nscl_precompiled_library_headers})

if(BUILD_TESTING)
    add_library(nscl_test_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
    target_link_libraries(nscl_test_headers PRIVATE Boost::json GTest::gmock nscl_warnings)
    target_precompile_headers(nscl_test_headers PRIVATE ${nscl_precompiled_library_headers} <gmock/gmock.h> <gtest/gtest.h>)
endif()

# nscl_use_precompiled(<target> <headers>): with the macros under which they were parsed.
function(nscl_use_precompiled target headers)
    target_link_libraries(${target} PRIVATE Boost::json)
    target_precompile_headers(${target} REUSE_FROM ${headers})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # What ccache needs to look through them.
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
    endif()
endfunction()
