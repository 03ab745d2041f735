# Commands that nobody could carry out must not compile: each case is a ctest entry that compiles one source with one
# macro and passes when the compiler's message names the reason.
set(command ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -x c++ -I${PROJECT_SOURCE_DIR}/engine -I${PROJECT_SOURCE_DIR}/app
            ${CMAKE_CURRENT_LIST_DIR}/bad_action.cc)
add_test(NAME actions.CompileFail.goodRowsCompile COMMAND ${command})
function(vertexview_bad_action name macro message)
  add_test(NAME actions.CompileFail.${name} COMMAND ${command} -D${macro})
  set_tests_properties(actions.CompileFail.${name} PROPERTIES PASS_REGULAR_EXPRESSION "${message}")
endfunction()
vertexview_bad_action(aRowWithoutHandler NO_HANDLER "Handler")
vertexview_bad_action(aValueOfAnotherType WRONG_VALUE "static assertion failed")
vertexview_bad_action(tooFewValues TOO_FEW_VALUES "static assertion failed")
