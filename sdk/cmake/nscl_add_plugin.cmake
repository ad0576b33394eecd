# nscl_add_plugin(<id> SOURCES <file>... [CATALOGUE <file>...] [OUTPUT_DIRECTORY <folder>])
#
# Makes the plugin <id>.so from its sources (C11, C++20 or both) and from the plugin.json beside the calling
# CMakeLists.txt, which is checked here, at configure time. The target is called plugin_<id>. CATALOGUE files are built
# in: nscl::sdk::catalogue("<file name>"), in C nscl_embedded_files.
#
# The library goes to ${CMAKE_BINARY_DIR}/plugins; `cmake --install <build> --component plugins` puts it where the server
# looks. The same in the server's tree and in one of your own:
#   find_package(nscl_sdk REQUIRED)
#   nscl_add_plugin(suggestion_box SOURCES plugin.cpp)

option(NSCL_PLUGIN_LIBCXX "Build C++ plugins with a static libc++ (clang)" OFF)
option(NSCL_PLUGIN_LTO "Build plugins with link-time optimisation" OFF)

include(GNUInstallDirs)
include(${CMAKE_CURRENT_LIST_DIR}/nscl_plugin_json.cmake)

function(nscl_add_plugin id)
    cmake_parse_arguments(plugin "" "OUTPUT_DIRECTORY" "SOURCES;CATALOGUE" ${ARGN})
    if(plugin_UNPARSED_ARGUMENTS OR NOT plugin_SOURCES)
        message(FATAL_ERROR "nscl_add_plugin(<id> SOURCES <file>... [CATALOGUE <file>...] [OUTPUT_DIRECTORY <folder>])")
    endif()
    if(NOT plugin_OUTPUT_DIRECTORY)
        set(plugin_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
    endif()
    set(tools ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(target plugin_${id})
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target})

    nscl_check_plugin_json(${CMAKE_CURRENT_SOURCE_DIR}/plugin.json ${id})
    nscl_plugin_language(suffix ${plugin_SOURCES})

    # Embedded at build time, so that a changed file does not configure anew.
    set(files ${CMAKE_CURRENT_SOURCE_DIR}/plugin.json)
    foreach(file IN LISTS plugin_CATALOGUE)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
        list(APPEND files ${file})
    endforeach()
    add_custom_command(OUTPUT ${generated}/embedded.${suffix}
        COMMAND ${CMAKE_COMMAND} "-DID=${id}" "-DFILES=${files}" "-DOUTPUT=${generated}/embedded.${suffix}"
            -P ${tools}/nscl_embed.cmake
        DEPENDS ${files} ${tools}/nscl_embed.cmake
        COMMENT "Embedding plugin.json and the catalogue of ${id}" VERBATIM)

    add_library(${target} MODULE ${plugin_SOURCES} ${generated}/embedded.${suffix})
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME ${id} PREFIX "" SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY ${plugin_OUTPUT_DIRECTORY}
        C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        C_STANDARD_REQUIRED ON C_EXTENSIONS OFF CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
        INTERPROCEDURAL_OPTIMIZATION ${NSCL_PLUGIN_LTO} LINK_DEPENDS ${tools}/exports.map)
    target_link_libraries(${target} PRIVATE nscl::sdk)
    # Only the entry point leaves, nothing stays undefined, and dlclose really unmaps (unique symbols would pin it).
    target_link_options(${target} PRIVATE LINKER:--version-script=${tools}/exports.map)
    if(NOT "${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize")
        target_link_options(${target} PRIVATE LINKER:-z,defs)
    endif()
    if(suffix STREQUAL "cpp")
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
        if(NSCL_PLUGIN_LIBCXX)
            nscl_use_static_libcxx(${target})
        endif()
    endif()
    if(TARGET nscl_warnings)
        target_link_libraries(${target} PRIVATE nscl_warnings)
    endif()
    install(TARGETS ${target} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/nscl/plugins COMPONENT plugins)
endfunction()

# "cpp" or "c": the language that the sources are written in, in which the generated one is written too.
function(nscl_plugin_language result)
    set(${result} c PARENT_SCOPE)
    foreach(source IN LISTS ARGN)
        if(NOT source MATCHES "\\.[ch]$")
            set(${result} cpp PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# A libc++ of its own: with a shared one, exceptions would meet the server's libstdc++.
function(nscl_use_static_libcxx target)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "NSCL_PLUGIN_LIBCXX=ON needs clang; CMAKE_CXX_COMPILER is ${CMAKE_CXX_COMPILER}")
    endif()
    include(CheckCXXSourceCompiles)
    set(CMAKE_REQUIRED_FLAGS "-stdlib=libc++")
    set(CMAKE_REQUIRED_LINK_OPTIONS "-nostdlib++")
    set(CMAKE_REQUIRED_LIBRARIES "-Wl,-Bstatic" c++ c++abi "-Wl,-Bdynamic")
    check_cxx_source_compiles("#include <string>\nint main(int count, char** words) { return static_cast<int>(std::string(words[count - 1]).size()); }" NSCL_STATIC_LIBCXX_WORKS)
    if(NOT NSCL_STATIC_LIBCXX_WORKS)
        string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
        message(FATAL_ERROR "NSCL_PLUGIN_LIBCXX=ON, but no static libc++ was found for ${CMAKE_CXX_COMPILER}.\n"
            "On Debian: apt-get install libc++-${major}-dev libc++abi-${major}-dev\n"
            "Or leave NSCL_PLUGIN_LIBCXX off: then clang uses the system's libstdc++.")
    endif()
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-stdlib=libc++>)
    target_link_options(${target} PRIVATE -stdlib=libc++ -nostdlib++)
    target_link_libraries(${target} PRIVATE -Wl,-Bstatic c++ c++abi -Wl,-Bdynamic)
endfunction()
