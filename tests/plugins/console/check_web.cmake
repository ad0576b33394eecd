# cmake -DWEB=<sources> -DPLACE=<folder> -DNODE=<program> -DNPM=<program> -P check_web.cmake
#
# The console's types and unit tests, in the copy that build_web.cmake builds, which nobody else changes meanwhile.
cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/../../../plugins/console/build_web.cmake)
run("Its message is above." ${NPM} run check)
run("Its message is above." ${NPM} test)
