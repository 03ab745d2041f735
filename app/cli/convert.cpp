#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/convert_source.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "session/open_vertices.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/new_vertex_file.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  std::string output;
  const Writer* writer = nullptr;  // null: the one that the name of the output says
  bool absolute = false;
  Dataset::Options open;
};

Result<const Writer*> format_from_text(std::string_view text) {
  std::string names;
  for (const Writer* const writer : writers()) {
    const std::string_view name = writer->extension.substr(1);
    if (text == name) return writer;
    names.append(names.empty() ? "" : ", ").append(name);
  }
  return fail(ErrorCode::kInvalidArgument, fmt::format("no format '{}'; the formats are {}", text, names));
}

/// Chooses what to write. A stream without a format gets canonical records, as those of `generate` do.
void choose_writer(Options& options) {
  if (options.writer == nullptr)
    options.writer = options.output == kStandardOutput ? &bin_writer() : writer_for(options.output);
  if (options.writer == nullptr)
    throw CLI::ValidationError(
        "--output",
        fmt::format("'{}' does not say what to write; expected a name that ends in {}, or --format",
                    options.output, writer_endings()));
}

/// Tells where the positions of the records that are written lie, where that is far from zero: float32 does
/// not hold such coordinates, so canonical records have them relative to an origin.
void tell_origin(const std::array<double, 3>& origin, const std::string& path, bool kept) {
  if (origin == std::array<double, 3>{}) return;
  tell(fmt::format("{}: positions are relative to {}, {}, {}{}", printable_name(path), origin[0], origin[1],
                   origin[2], kept ? fmt::format("; {} says so", printable_name(sidecar_path(path))) : ""));
}

/// Records that are to be written, and how.
struct Task {
  const Writer& writer;
  const Dataset& file;
  RecordSource source;
};

/// Writes all records and returns what a person should know of what is written.
Result<std::vector<std::string>> write_all(const Task& task, const NewFile& output, Progress& progress) {
  auto done = with_progress_bar(progress, "converting", "vertices",
                                [&] { return write_records(task.writer, task.source, output, progress); });
  // This comes first, because the system reports the writing of lost records as a bad address.
  if (auto same = task.file.check_unchanged(); !same) return tl::unexpected<Error>(same.error());
  // What the records are not fit for is a fault of the file that they lie in.
  if (!done && done.error().code == ErrorCode::kInvalidArgument) done.error().path = task.file.path();
  return done;
}

Result<void> write_canonical(const Task& task, const std::string& path, Progress& progress) {
  auto output = NewVertexFile::create(path, task.source.placement);
  if (!output) return tl::unexpected(std::move(output.error()));
  if (auto written = write_all(task, output->records(), progress); !written)
    return tl::unexpected<Error>(written.error());
  const bool kept = output->keeps_placement();
  if (auto committed = output->commit(); !committed) return committed;
  tell_origin(task.source.placement.offset, path, kept);
  return {};
}

/// Tells where the positions lie, where the file holds their numbers without saying so.
void tell_placement(const Placement& placement, const std::string& path) {
  if (placement.scale == Placement{}.scale && placement.offset == Placement{}.offset) return;
  const std::string numbers =
      placement.elements.empty() ? "number" : fmt::format("({})", fmt::join(placement.elements, ", "));
  complain(fmt::format("{}: holds the numbers as they are stored; a position is {} * ({}) + ({})",
                       printable_name(path), numbers, fmt::join(placement.scale, ", "),
                       fmt::join(placement.offset, ", ")));
}

Result<void> write_elements(const Task& task, const std::string& path, Progress& progress) {
  auto output = NewFile::create(path);
  if (!output) return tl::unexpected(std::move(output.error()));
  const auto notes = write_all(task, *output, progress);
  if (!notes) return tl::unexpected<Error>(notes.error());
  if (auto committed = output->commit(); !committed) return committed;
  for (const std::string& note : *notes) complain(fmt::format("{}: {}", printable_name(path), note));
  if (!task.writer.places) tell_placement(task.file.layout().placement, path);
  return {};
}

Result<void> convert(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  if (options.absolute) options.open.origin = std::array<double, 3>{};
  const auto file = open_to_read(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  const Writer& writer = *options.writer;
  std::error_code none;
  if (std::filesystem::equivalent(file->path(), options.output, none))
    return fail(ErrorCode::kInUse, "is the file that is read; write to another", options.output);
  auto source = source_for(writer, *file);
  if (!source) return tl::unexpected(std::move(source.error()));
  if (auto checked = check_schema(writer, source->schema); !checked)
    return fail(checked.error().code, checked.error().message, options.file);
  const Task task{writer, *file, *std::move(source)};
  const auto write = writer.takes == Writer::Records::kCanonical ? write_canonical : write_elements;
  return write(task, options.output, progress);
}

}  // namespace

Command add_convert(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand(
      "convert", "Write canonical records, or a format of other programs, from any layout");
  add_file_argument(app, options->file)->required();
  add_output_option(
      app, options->output, "OUT",
      "What to write, by its ending: " + writer_endings() + "; replaced only when all is written");
  add_parsed(app, "--format", options->writer, "F", &format_from_text,
             "bin, csv, glb, las, npy, pcd or ply, whatever the ending of OUT (default for the standard "
             "output: bin)");
  app.parse_complete_callback([options] { choose_writer(*options); });
  app.add_flag("--absolute", options->absolute,
               "Round positions far from zero to float32 where they are, instead of keeping their digits "
               "relative to an origin in OUT.layout (.bin)");
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
      "  vertexview convert cloud.bin --format csv -o - | head");
  return {&app, [options] { return convert(*options); }};
}

}  // namespace vertexview::cli
