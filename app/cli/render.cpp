#include <memory>

#include "cli/command.hpp"

namespace vertexview::cli {

Command add_render(CLI::App& program) {
  struct Options {
    std::string file;
    std::string output;
    VertexFile::Options open;
  };
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("render", "Draw a file to a PNG; needs no display");
  app.add_option("FILE", options->file, "The vertex file")->type_name("")->required();
  app.add_option("-o,--output", options->output, "The PNG to write")->type_name("OUT.png")->required();
  add_layout_options(app, options->open);
  return {&app, [options]() -> Result<void> {
            return fail(ErrorCode::kNotImplemented, "this build draws no pictures");
          }};
}

}  // namespace vertexview::cli
