#include <cstdlib>

#include "cli/program.hpp"

namespace {

/// Mesa's zink (22.3.6) compiles the values of uniforms into shaders where Vulkan is drawn by the CPU, and
/// compute shaders go on with the values of an earlier picture: gaps are filled wrongly, records are missed.
/// A person may still ask for it.
void keep_uniforms_out_of_shaders() {
#ifdef __linux__
  ::setenv("ZINK_INLINE_UNIFORMS", "0", 0);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_uniforms_out_of_shaders();
  return vertexview::cli::run_program(argc, argv);
}
