#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "actions/action_queue.hpp"
#include "cli/command.hpp"
#include "cli/look_options.hpp"
#include "cli/terminal/line_reader.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "render/offscreen.hpp"
#include "render/png.hpp"
#include "session/open_path.hpp"
#include "session/requests.hpp"
#include "vertexview/memory/number_text.hpp"
#include "viewer/window.hpp"

namespace vertexview::cli {
namespace {

struct ViewOptions {
  std::vector<std::string> files;
  Dataset::Options open;
  std::vector<std::string> actions;
  LookOptions look;
  app::WindowOptions window;
};

// Opens the files. Of several, those that cannot be opened are reported and the others are shown.
Result<void> open_all(app::Session& session, const ViewOptions& options) {
  for (const std::string& path : options.files) {
    auto opened = open_path(session, path, options.open);
    if (opened) continue;
    if (options.files.size() == 1) return opened;
    complain(opened.error());
    session.tell(opened.error());
  }
  if (session.datasets.empty() && !options.files.empty())
    return fail(ErrorCode::kNotFound, "none of the files could be opened");
  return {};
}

// Writes the picture that the window would show to a file, where there is no display.
Result<void> render_instead(app::Session& session, const ViewOptions& options, app::ActionQueue actions) {
  if (options.files.empty())
    return fail(ErrorCode::kDevice,
                "there is no display to open a window on; 'vertexview render FILE -o OUT.png' needs none");
  session.viewport = options.window.size.value_or(Viewport{1280, 800});
  if (auto opened = open_all(session, options); !opened) return opened;
  const std::string output = app::free_picture_name(session);
  complain(fmt::format("no display: the view goes to {} instead of a window", printable_name(output)));
  auto offscreen = app::Offscreen::create();
  if (!offscreen) return tl::unexpected(std::move(offscreen.error()));
  if (auto done = offscreen->run(session, std::move(actions)); !done) return done;
  const auto image = offscreen->render(session);
  if (!image) return tl::unexpected(image.error());
  for (const auto& dataset : session.datasets) tell_guess(dataset.data);
  return app::write_png(output, *image);
}

Result<void> view(const ViewOptions& options, app::ActionQueue actions, bool from_stdin) {
  app::Session session;
  session.open_options = options.open;
  session.open_options.companions.clear();  // they belong to the file that is named with them
  if (auto applied = apply_look(options.look, session); !applied) return applied;
  if (!app::has_display()) return render_instead(session, options, std::move(actions));
  auto window = app::Window::create(options.window);
  if (!window) return tl::unexpected(std::move(window.error()));
  session.wake = app::Window::wake;
  session.interactive = true;
  session.recent = app::RecentFiles(app::recent_files_path());
  if (auto opened = open_all(session, options); !opened) return opened;
  const auto run = [&] {
    if (!from_stdin) return window->run(session, std::move(actions));
    LineReader lines(LineReader::kStandardInput, &app::Window::wake);
    return window->run(session, std::move(actions), [&lines] { return lines.take(); });
  };
  auto ended = run();
  session.recent.save();  // a window that never was idle has not saved it
  return ended;
}

Result<float> scale_from_text(std::string_view text) {
  const auto scale = parse_number(text);
  if (scale && *scale >= 0.5 && *scale <= 4) return static_cast<float>(*scale);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is not a scale; expected 0.5 to 4", in_quotes(text)));
}

}  // namespace

Command add_view(CLI::App& program) {
  const auto options = std::make_shared<ViewOptions>();
  CLI::App& app = *program.add_subcommand("view", "Open files in the viewer (the default command)");
  app.add_option("FILE", options->files, "Vertex files, folders of them, or patterns in quotes")
      ->type_name("");
  add_layout_options(app, options->open);
  add_look_options(app, options->look);
  add_action_option(
      app, options->actions,
      "Run an action ('vertexview actions' lists them) once the files are open; may be repeated, and '-' "
      "takes more from the standard input, one a line",
      true);
  add_parsed(app, "--size", options->window.size, "WxH", &size_from_text,
             "Size of the window's content in pixels");
  add_parsed(app, "--ui-scale", options->window.scale, "S", &scale_from_text,
             "Size of letters and panels (default: as the screen says)");
  app.footer(
      "Without a display the view goes to NAME-001.png in the current folder instead.\n\n"
      "Examples:\n"
      "  vertexview cloud.bin --point-size 0.05m --edl on\n"
      "  vertexview scan.bin --layout kitti --ramp turbo\n"
      "  vertexview cloud.bin --do \"goto 1234\" --do \"screenshot vertex.png\" --do quit");
  return {&app, [options]() -> Result<void> {
            std::vector<std::string> texts = options->actions;
            const bool from_stdin = std::erase(texts, "-") > 0;
            auto actions = app::ActionQueue::parse(texts);
            if (!actions) return tl::unexpected(std::move(actions.error()));
            return view(*options, *std::move(actions), from_stdin);
          }};
}

}  // namespace vertexview::cli
