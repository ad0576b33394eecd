include(precompiled)

option(NSCL_FUZZ "libFuzzer targets (tests/fuzz), for which the rooms count what an input reaches; with clang" OFF)

# nscl_add_room(<name> SOURCES ... [LINKS ...]): one static library nscl_<name> per folder of core.
# Include paths start at the top of the tree ("core/http/router.hpp"), so that every include shows its arrow.
function(nscl_add_room name)
    cmake_parse_arguments(room "" "" "SOURCES;LINKS;DRIVERS" ${ARGN})
    add_library(nscl_${name} STATIC ${room_SOURCES})
    target_include_directories(nscl_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    # LINKS are rooms and libraries that the room's headers show; DRIVERS stay behind them.
    target_link_libraries(nscl_${name} PUBLIC ${room_LINKS} PRIVATE nscl_warnings ${room_DRIVERS})
    set_target_properties(nscl_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    nscl_precompile_room(nscl_${name})
    if(NSCL_FUZZ)
        target_compile_options(nscl_${name} PRIVATE -fsanitize-coverage=inline-8bit-counters,pc-table)
    endif()
endfunction()

# Under the sanitizers a process takes long to begin and to end: there each program runs once, with all of its tests.
option(NSCL_WHOLE_TEST_PROGRAMS "CTest runs whole GoogleTest programs" OFF)

# nscl_add_test(<name> SOURCES ... [LINKS ...] [LABELS ...] [PROPERTIES ...]): a GoogleTest executable whose tests CTest lists one by one.
function(nscl_add_test name)
    cmake_parse_arguments(test "" "" "SOURCES;LINKS;LABELS;PROPERTIES" ${ARGN})
    add_executable(${name} ${test_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${test_LINKS} GTest::gmock GTest::gtest_main nscl_warnings)
    nscl_precompile_test(${name})
    include(GoogleTest)
    if(test_LABELS)
        list(APPEND test_PROPERTIES LABELS "${test_LABELS}")
    endif()
    if(NSCL_WHOLE_TEST_PROGRAMS)
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES TIMEOUT 1200 ${test_PROPERTIES})
    else()
        gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300 ${test_PROPERTIES})
    endif()
endfunction()
