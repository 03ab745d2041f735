#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

#include "actions/action_queue.hpp"
#include "cli/command.hpp"
#include "cli/look_options.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "render/offscreen.hpp"
#include "render/png.hpp"
#include "session/open_path.hpp"
#include "session/requests.hpp"
#include "vertexview/io/new_file.hpp"

namespace vertexview::cli {
namespace {

using app::ActionQueue;
using app::Offscreen;
using app::Session;

struct Options {
  std::string file;
  std::string output;
  Viewport size{1280, 720};
  std::string camera;
  Dataset::Options open;
  std::vector<std::string> actions;
  LookOptions look;
  std::string where;
};

Result<std::string> camera_from_text(std::string_view text) {
  if (auto command = app::parse_command("camera " + std::string(text)); !command)
    return tl::unexpected(std::move(command.error()));
  return std::string(text);
}

Result<void> prepare(Session& session, ActionQueue& queue, const Options& options) {
  session.viewport = options.size;
  session.open_options = options.open;
  session.open_options.companions.clear();  // they belong to the file that is named with them
  if (auto applied = apply_look(options.look, session); !applied) return applied;
  if (auto opened = app::open_path(session, options.file, options.open); !opened) return opened;
  if (auto checked = app::check_not_open(session, options.output); !checked) return checked;
  std::vector<std::string> actions;
  // The view fits what is drawn.
  if (!options.where.empty()) actions = {"filter " + options.where, "fit"};
  // --camera becomes an action, because it has to wait for the scan: the words it leaves out are those of the
  // fitted view.
  if (!options.camera.empty()) actions.push_back("camera " + options.camera);
  actions.insert(actions.end(), options.actions.begin(), options.actions.end());
  auto parsed = ActionQueue::parse(actions);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  queue = *std::move(parsed);
  return {};
}

// The picture may go to the standard output, so this goes to standard error.
void tell_drawn(const Session& session, const Options& options) {
  for (const auto& notice : session.notices)
    if (notice.kind != app::Notice::Kind::kInfo) complain(notice.text);
  for (const auto& dataset : session.datasets) tell_guess(dataset.data);
  tell(fmt::format("{}: {}x{} pixels, {} of {} vertices, drawn by {} on {}", printable_name(options.output),
                   session.viewport.width, session.viewport.height, session.frame.drawn.points_drawn,
                   session.frame.drawn.points_total, gpu::backend_name(session.frame.drawn.backend),
                   session.frame.device));
}

Result<void> render_until_cancelled(const Options& options, const Progress& progress,
                                    const std::shared_ptr<Wakeup>& wakeup) {
  Session session;
  session.wake = [wakeup] { wakeup->wake(); };
  ActionQueue queue;
  if (auto prepared = prepare(session, queue, options); !prepared) return prepared;
  // The output is opened first, so that a folder that cannot be written to is known before the work.
  auto file = NewFile::create(options.output);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto offscreen = Offscreen::create(&progress, wakeup);
  if (!offscreen) return tl::unexpected(std::move(offscreen.error()));
  if (auto done = offscreen->run(session, std::move(queue)); !done) return done;
  const auto png = offscreen->render(session).and_then(&app::encode_png);
  if (!png) return tl::unexpected(png.error());
  for (const auto& dataset : session.datasets)
    if (auto same = dataset.data.check_unchanged(); !same) return same;
  if (auto written = file->write_at(0, *png); !written) return written;
  if (auto committed = file->commit(); !committed) return committed;
  tell_drawn(session, options);
  return {};
}

Result<void> render(const Options& options) {
  Progress progress;
  const auto wakeup = std::make_shared<Wakeup>();
  const CancelOnSignal cancel(progress, wakeup.get());
  auto done = render_until_cancelled(options, progress, wakeup);
  // The signal that cancels may also make a system call fail, and that error is not the reason.
  if (!done && progress.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
  return done;
}

}  // namespace

Command add_render(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("render", "Draw a file to a PNG; needs no display");
  add_file_argument(app, options->file)->required();
  add_output_option(app, options->output, "OUT.png", "The PNG to write; replaced only when all is written")
      ->required();
  add_parsed(app, "--size", options->size, "WxH", &size_from_text,
             "Pixels of the picture (default: 1280x720)");
  add_parsed(app, "--camera", options->camera, "C", &camera_from_text,
             "Any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1 (default: everything in view)");
  add_layout_options(app, options->open);
  add_look_options(app, options->look);
  add_where_option(app, options->where);
  add_action_option(
      app, options->actions,
      "Run an action ('vertexview actions' lists them) before the picture is drawn; may be repeated");
  app.footer(
      "The same file and options give the same bytes on the same driver. What was drawn is told on standard "
      "error.\n\n"
      "Examples:\n"
      "  vertexview render cloud.bin -o cloud.png --size 1920x1080\n"
      "  vertexview render cloud.bin -o top.png --do \"view top\" --point-size 0.05m --edl on\n"
      "  vertexview render cloud.bin -o - --camera \"eye=0,-50,20 target=0,0,0\" | convert - cloud.jpg");
  return {&app, [options]() -> Result<void> { return render(*options); }};
}

}  // namespace vertexview::cli
