# Writes OUT/shaders.hpp and OUT/shaders.cpp from the files of the list GLSL.
set(declarations "")
set(definitions "")
foreach(file IN LISTS GLSL)
  get_filename_component(name ${file} NAME)
  string(REGEX REPLACE "\\.glsl$" "" name ${name})
  string(MAKE_C_IDENTIFIER ${name} name)
  file(READ ${file} text)
  # A string literal may hold 64 KiB at the least; shaders stay far below.
  string(APPEND declarations "extern const std::string_view ${name};\n")
  string(APPEND definitions "const std::string_view ${name} = R\"glsl(${text})glsl\";\n")
endforeach()
file(WRITE ${OUT}/shaders.hpp "#pragma once\n#include <string_view>\n\nnamespace vertexview::shaders {\n${declarations}}\n")
file(WRITE ${OUT}/shaders.cpp "#include \"shaders.hpp\"\n\nnamespace vertexview::shaders {\n${definitions}}\n")
