#include <memory>

#include "cli/command.hpp"

namespace vertexview::cli {

Command add_dump(CLI::App& program) {
  struct Options {
    std::string file;
    VertexFile::Options open;
    std::uint64_t first = 0;
    std::optional<std::uint64_t> count;
    bool diagnostics = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("dump", "Print vertices as Python's pprint does");
  app.add_option("FILE", options->file, "The vertex file")->type_name("")->required();
  return {&app, [options]() -> Result<void> { return fail(ErrorCode::kNotImplemented, "dump"); }};
}

}  // namespace vertexview::cli
