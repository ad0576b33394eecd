# tidy: the checks of .clang-tidy on the server and the plugins, as clang compiles them. Included when all of their targets are known.
#
# Most of its time goes into the headers of libraries, so it meets them once for many rooms: small ones are put together into units of its
# own. Large ones keep those that they are built in; no more of their files may be together, as the same name may stand in two.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    find_program(NSCL_RUN_CLANG_TIDY run-clang-tidy-19)
endif()
if(NOT NSCL_RUN_CLANG_TIDY)
    return()
endif()

# nscl_tidy_unit(<name> TARGETS <target>... [WITHOUT <regex>]): the targets' sources in one unit, compiled as they are.
function(nscl_tidy_unit name)
    cmake_parse_arguments(unit "" "WITHOUT" "TARGETS" ${ARGN})
    add_library(tidy_${name} OBJECT EXCLUDE_FROM_ALL)
    set_target_properties(tidy_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
    foreach(target IN LISTS unit_TARGETS)
        get_target_property(files ${target} SOURCES)
        get_target_property(folder ${target} SOURCE_DIR)
        get_target_property(links ${target} LINK_LIBRARIES)
        get_target_property(definitions ${target} COMPILE_DEFINITIONS)
        target_link_libraries(tidy_${name} PRIVATE ${links})
        if(definitions)
            target_compile_definitions(tidy_${name} PRIVATE ${definitions})
        endif()
        if(NOT target STREQUAL nscl)
            target_link_libraries(tidy_${name} PRIVATE ${target})
        endif()
        if(unit_WITHOUT)
            list(FILTER files EXCLUDE REGEX "${unit_WITHOUT}")
        endif()
        list(TRANSFORM files PREPEND ${folder}/)
        target_sources(tidy_${name} PRIVATE ${files})
    endforeach()
endfunction()

nscl_tidy_unit(high TARGETS nscl_attachments nscl_audit nscl_jobs nscl_describe nscl_metrics nscl_backup nscl_application nscl)
# SOCI's header of SQLite puts SQLite's own into a namespace, so who includes it stands apart.
nscl_tidy_unit(low TARGETS nscl_platform nscl_log nscl_settings nscl_messages nscl_text nscl_csv nscl_database nscl_journal nscl_search WITHOUT "^soci_")

cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
add_custom_target(tidy
    COMMAND ${NSCL_RUN_CLANG_TIDY} -p ${CMAKE_BINARY_DIR} -quiet -j ${processors} "/(CMakeFiles/tidy_|build/[a-z]+/plugins/|core/(http|entities|accounts|plugin_host)/|core/database/soci_)"
    COMMENT "clang-tidy" VERBATIM USES_TERMINAL)
