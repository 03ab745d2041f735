# Format literals that must not compile: each case is a ctest entry that compiles one source with one macro and
# passes when the compiler's message names the reason.
set(command ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -x c++ -I${PROJECT_SOURCE_DIR}/engine
            ${CMAKE_CURRENT_LIST_DIR}/bad_format.cc)
add_test(NAME memory.FieldsOf.goodLiteralCompiles COMMAND ${command})
function(vertexview_must_not_compile name macro message)
  add_test(NAME memory.FieldsOf.${name} COMMAND ${command} -D${macro})
  set_tests_properties(memory.FieldsOf.${name} PROPERTIES PASS_REGULAR_EXPRESSION "${message}")
endfunction()
vertexview_must_not_compile(unknownCodeDoesNotCompile UNKNOWN_CODE "BAD_FORMAT_unknown_type_code")
vertexview_must_not_compile(countWithoutCodeDoesNotCompile COUNT_WITHOUT_CODE "BAD_FORMAT_repeat_count_without_type_code")
vertexview_must_not_compile(wrongSizeDoesNotCompile WRONG_SIZE "BAD_LAYOUT_sizeof_struct_differs_from_the_format")
vertexview_must_not_compile(wrongTypeDoesNotCompile WRONG_TYPE "BAD_LAYOUT_struct_field_has_no_such_values_in_the_format")
vertexview_must_not_compile(missingFieldDoesNotCompile MISSING_FIELD "BAD_LAYOUT_format_has_values_outside_the_struct_fields")
