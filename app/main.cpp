#include "cli/program.hpp"

int main(int argc, char** argv) {
  return vertexview::cli::run_program(argc, argv);
}
