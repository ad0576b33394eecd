# tidy: the checks of .clang-tidy on the server and the plugins, as clang compiles them.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    find_program(NSCL_RUN_CLANG_TIDY run-clang-tidy-19)
endif()
if(NSCL_RUN_CLANG_TIDY)
    cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
    add_custom_target(tidy
        COMMAND ${NSCL_RUN_CLANG_TIDY} -p ${CMAKE_BINARY_DIR} -quiet -j ${processors} "^(?!.*/tests/).*/(core|plugins)/"
        COMMENT "clang-tidy" VERBATIM USES_TERMINAL)
endif()
