#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "document/action_queue.hpp"
#include "document/offscreen.hpp"
#include "document/output.hpp"

namespace vertexview::cli {
namespace {

using app::ActionQueue;
using app::Document;
using app::Offscreen;

constexpr int kLargestSide = 16384;

struct Options {
  std::string file;
  std::string output;
  Viewport size{1280, 720};
  std::string camera;
  VertexFile::Options open;
  std::vector<std::string> actions;
};

Result<Viewport> size_from_text(std::string_view text) {
  Viewport size{0, 0};
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  const bool by = width.ec == std::errc{} && width.ptr != end && (*width.ptr == 'x' || *width.ptr == 'X');
  const auto height = by ? std::from_chars(width.ptr + 1, end, size.height) : width;
  if (!by || height.ec != std::errc{} || height.ptr != end)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not a size; expected WIDTHxHEIGHT in pixels, as in 1280x720", text));
  if (size.width < 1 || size.height < 1 || size.width > kLargestSide || size.height > kLargestSide)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a picture of {} pixels is not possible; expected 1x1 to {}x{}", text,
                            kLargestSide, kLargestSide));
  return size;
}

Result<std::string> camera_from_text(std::string_view text) {
  if (auto command = app::parse_command("camera " + std::string(text)); !command)
    return tl::unexpected(std::move(command.error()));
  return std::string(text);
}

Result<void> render(const Options& options) {
  Document document;
  document.viewport = options.size;
  document.open_options = options.open;
  if (auto opened = app::open_file(document, options.file, options.open); !opened) return opened;

  std::vector<std::string> actions;
  // The camera is set once the fit is final, so that the words it leaves out are those of the fitted view.
  if (!options.camera.empty()) actions.push_back("camera " + options.camera);
  actions.insert(actions.end(), options.actions.begin(), options.actions.end());
  auto queue = ActionQueue::parse(actions);
  if (!queue) return tl::unexpected(std::move(queue.error()));

  auto offscreen = Offscreen::create();
  if (!offscreen) return tl::unexpected(std::move(offscreen.error()));
  if (auto done = offscreen->run(document, *std::move(queue)); !done) return done;
  const auto image = offscreen->render(document);
  if (!image) return tl::unexpected(image.error());
  return app::write_png(options.output, *image);
}

}  // namespace

Command add_render(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("render", "Draw a file to a PNG; needs no display");
  app.add_option("FILE", options->file, "The vertex file")->type_name("")->required();
  app.add_option("-o,--output", options->output, "The PNG to write")->type_name("OUT.png")->required();
  add_parsed(app, "--size", options->size, "WxH", &size_from_text,
             "Pixels of the picture (default: 1280x720)");
  add_parsed(app, "--camera", options->camera, "C", &camera_from_text,
             "Any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1 (default: everything in view)");
  add_layout_options(app, options->open);
  add_action_option(app, options->actions, "Run an action before the picture is drawn; may be repeated");
  return {&app, [options]() -> Result<void> { return render(*options); }};
}

}  // namespace vertexview::cli
