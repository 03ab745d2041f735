# What must not compile: each case is a ctest entry that compiles one source with one macro, and passes when the
# compiler's message names the reason. Without a macro the source must compile, or the others would prove nothing.
#
#   vertexview_compile_fail(SUITE SOURCE ROOTS "folder;..." CASES "name:MACRO:message"...)
function(vertexview_compile_fail suite source)
  cmake_parse_arguments(arg "" "" "ROOTS;CASES" ${ARGN})
  list(TRANSFORM arg_ROOTS PREPEND "-I${PROJECT_SOURCE_DIR}/")
  set(command ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -x c++ ${arg_ROOTS} ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  add_test(NAME ${suite}.whatIsRightCompiles COMMAND ${command})
  set_tests_properties(${suite}.whatIsRightCompiles PROPERTIES LABELS compile)
  foreach(case IN LISTS arg_CASES)
    string(REPLACE ":" ";" case "${case}")
    list(GET case 0 name)
    list(GET case 1 macro)
    list(GET case 2 message)
    add_test(NAME ${suite}.${name} COMMAND ${command} -D${macro})
    set_tests_properties(${suite}.${name} PROPERTIES PASS_REGULAR_EXPRESSION "${message}" LABELS compile)
  endforeach()
endfunction()
