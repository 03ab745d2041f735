#include <memory>

#include "cli/command.hpp"

namespace vertexview::cli {

Command add_generate(CLI::App& program) {
  struct Options {
    std::string shape;
    std::uint64_t count = 0;
  };
  const auto options = std::make_shared<Options>();
  CLI::App& app =
      *program.add_subcommand("generate", "Write a vertex file of any size, for trying things out");
  return {&app, [options]() -> Result<void> { return fail(ErrorCode::kNotImplemented, "generate"); }};
}

}  // namespace vertexview::cli
