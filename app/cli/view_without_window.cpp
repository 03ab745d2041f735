// The command `view` of a program that was built without its window (-DVERTEXVIEW_WINDOW=OFF).
#include "cli/command.hpp"

namespace vertexview::cli {
namespace {

Result<void> refuse() {
  return fail(
      ErrorCode::kDevice,
      "this program was built without its window; 'vertexview render FILE -o OUT.png' draws a picture, "
      "and a build with -DVERTEXVIEW_WINDOW=ON opens files in a window");
}

}  // namespace

Command add_view(CLI::App& program) {
  CLI::App& app = *program.add_subcommand("view", "Open files in the viewer (not in this build: no window)");
  // Any options that the window would take get the same answer, not a usage error.
  app.allow_extras();
  return {&app, &refuse};
}

}  // namespace vertexview::cli
