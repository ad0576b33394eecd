# cmake -DWEB=<sources> -DPLACE=<folder> -DNODE=<program> -DNPM=<program> -P build_web.cmake
#
# Builds the web sources in a copy of theirs, PLACE/web, so that PLACE/web/dist is of these sources and has its compressed files. Does nothing
# where that is so already: several builds may share a place. Packages are installed when package-lock.json is another one.
cmake_minimum_required(VERSION 3.25)

set(copy ${PLACE}/web)
file(MAKE_DIRECTORY ${PLACE})
file(LOCK ${PLACE}/lock GUARD PROCESS)

# What the build depends on: the sources, and how they are compressed.
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${WEB} ${WEB}/*)
list(FILTER files EXCLUDE REGEX "^(node_modules|dist)/")
list(SORT files)
file(SHA256 ${CMAKE_CURRENT_LIST_DIR}/compress.mjs sources)
foreach(file IN LISTS files)
    file(SHA256 ${WEB}/${file} hash)
    string(APPEND sources "\n${hash} ${file}")
endforeach()
file(SHA256 ${WEB}/package-lock.json packages)

# is_of(<result> <file> <text>): whether the file holds this text.
function(is_of result file text)
    set(held "")
    if(EXISTS ${file})
        file(READ ${file} held)
    endif()
    string(COMPARE EQUAL "${held}" "${text}" same)
    set(${result} ${same} PARENT_SCOPE)
endfunction()

# run(<what to do when it fails> <command>...)
function(run advice)
    string(REPLACE ";" " " command "${ARGN}")
    message(STATUS "console: ${command}")
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${copy} RESULT_VARIABLE failed
        OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(failed)
        message(FATAL_ERROR "${output}\nconsole: \"${command}\" failed (${failed}). ${advice}")
    endif()
endfunction()

is_of(built ${PLACE}/built "${sources}")
if(built AND EXISTS ${copy}/dist/index.html)
    return()
endif()

file(REMOVE ${PLACE}/built)
file(GLOB old LIST_DIRECTORIES true ${copy}/* ${copy}/.*)
list(FILTER old EXCLUDE REGEX "/(node_modules|\\.|\\.\\.)$")
if(old)
    file(REMOVE_RECURSE ${old})
endif()
foreach(file IN LISTS files)
    cmake_path(GET file PARENT_PATH folder)
    file(COPY ${WEB}/${file} DESTINATION ${copy}/${folder})
endforeach()

is_of(installed ${PLACE}/installed "${packages}")
if(NOT installed OR NOT EXISTS ${copy}/node_modules)
    file(REMOVE ${PLACE}/installed)
    run("The packages come from npm's registry. Without it, configure with -DNSCL_CONSOLE_DIST=<a ready build> or -DNSCL_CONSOLE=OFF."
        ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    file(WRITE ${PLACE}/installed "${packages}")
endif()
run("Its message is above." ${NPM} run build)
run("Its message is above." ${NODE} ${CMAKE_CURRENT_LIST_DIR}/compress.mjs ${copy}/dist)
file(WRITE ${PLACE}/built "${sources}")
