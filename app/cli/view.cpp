#include <memory>
#include <vector>

#include "cli/command.hpp"

namespace vertexview::cli {

Command add_view(CLI::App& program) {
  struct Options {
    std::vector<std::string> files;
    VertexFile::Options open;
    std::vector<std::string> actions;
  };
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("view", "Open files in the viewer (the default command)");
  app.add_option("FILE", options->files, "Vertex files to open")->type_name("");
  add_layout_options(app, options->open);
  add_action_option(app, options->actions, "Run an action once the files are open; may be repeated");
  return {&app, [options]() -> Result<void> {
            return fail(ErrorCode::kNotImplemented, "this build has no viewer window");
          }};
}

}  // namespace vertexview::cli
