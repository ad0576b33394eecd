# cmake -DBUILD=<the server's build> -DWORK=<folder> -DTEMPLATE=template|template_c -DOPTIONS=<-D...;...> -P as_a_stranger.cmake
#
# Builds a template as somebody who has only the installed SDK: a copy of the folder, outside the tree. The library comes
# to <WORK>/suggestion_box.so.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${text}")
    endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${WORK}/prefix)
file(COPY ${WORK}/prefix/share/nscl/sdk/${TEMPLATE}/ DESTINATION ${WORK}/source)
# Nothing of the surrounding build may leak in.
foreach(variable CC CXX CFLAGS CXXFLAGS LDFLAGS)
    set(ENV{${variable}})
endforeach()
run(${CMAKE_COMMAND} -S ${WORK}/source -B ${WORK}/build -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=${WORK}/prefix ${OPTIONS})
run(${CMAKE_COMMAND} --build ${WORK}/build)
file(COPY ${WORK}/build/plugins/suggestion_box.so DESTINATION ${WORK})
