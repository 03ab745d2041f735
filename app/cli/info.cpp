#include <memory>

#include "cli/command.hpp"

namespace vertexview::cli {

Command add_info(CLI::App& program) {
  struct Options {
    std::string file;
    VertexFile::Options open;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("info", "What a file holds: vertices, bounds, colour range");
  app.add_option("FILE", options->file, "The vertex file")->type_name("")->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_layout_options(app, options->open);
  return {&app, [options]() -> Result<void> { return fail(ErrorCode::kNotImplemented, "info"); }};
}

}  // namespace vertexview::cli
