#include <array>
#include <memory>
#include <string>

#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/written_vertices.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  WrittenVertices output;
  bool absolute = false;
  Dataset::Options open;
  std::string where;
};

Result<void> convert(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  if (options.absolute) options.open.origin = std::array<double, 3>{};
  const auto file = open_where(options.file, options.open, options.where, progress);
  if (!file) return tl::unexpected<Error>(file.error());
  return write_vertices(*file, options.output, progress);
}

}  // namespace

Command add_convert(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand(
      "convert", "Write canonical records, or a format of other programs, from any layout");
  add_file_argument(app, options->file)->required();
  add_vertices_output(app, options->output)->required();
  app.add_flag("--absolute", options->absolute,
               "Round positions far from zero to float32 where they are, instead of keeping their digits "
               "relative to an origin in OUT.layout (.bin)");
  add_where_option(app, options->where);
  add_layout_options(app, options->open);
  app.footer(
      ".bin holds position and colour, as they are shown, in 20 bytes; .glb holds the same as points, with "
      "all other numbers that glTF can hold, turned by its node so that y points up; the others hold every "
      "element as it is, decoded but for .npy, .ply without bytes and integers of 64 bits, which it cannot "
      "hold, and halves as "
      "floats. .las has "
      "positions where they are, in steps that keep every digit where there are such, and the fields of LAS "
      "1.2; .pcd has colours of 8 bits. What is left out or rounded is told. Positions "
      "that float32 cannot hold, as doubles in the millions, are written to .bin and .glb relative "
      "to an origin, which OUT.layout or the node keeps: opened again they have their coordinates back.\n\n"
      "Examples:\n"
      "  vertexview convert scan.bin --layout kitti -o cloud.bin\n"
      "  vertexview convert cloud.bin -o cloud.npy     then numpy.load(\"cloud.npy\")[\"position\"]\n"
      "  vertexview convert cloud.bin --format csv -o - | head\n"
      "  vertexview convert scan.bin --layout kitti --where \"z > 0\" -o above.ply");
  return {&app, [options] { return convert(*options); }};
}

}  // namespace vertexview::cli
