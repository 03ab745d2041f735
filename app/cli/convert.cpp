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

/// Returns what `writer` is given: canonical records, or the file's records unchanged.
RecordSource source_for(const Writer& writer, const Dataset& file) {
  if (!writer.canonical)
    return {file.layout().schema, file.size(),
            [&file](std::uint64_t first, std::uint64_t count, std::vector<std::byte>&) {
              return file.records(first, count);
            }};
  return {Schema::canonical(), file.size(),
          [&file](std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room) {
            room.resize(static_cast<std::size_t>(count) * sizeof(ColoredVertex));
            auto* const records = reinterpret_cast<ColoredVertex*>(room.data());
            file.read_shown(first, {records, static_cast<std::size_t>(count)});
            return RecordSpan{room.data(), count, sizeof(ColoredVertex)};
          }};
}

/// Tells where the positions of the records that are written lie, where that is far from zero: float32 does
/// not hold such coordinates, so canonical records have them relative to an origin.
void tell_origin(const std::array<double, 3>& origin, const std::string& path, bool kept) {
  if (origin == std::array<double, 3>{}) return;
  tell(fmt::format("{}: positions are relative to {}, {}, {}{}", printable_name(path), origin[0], origin[1],
                   origin[2], kept ? fmt::format("; {} says so", printable_name(sidecar_path(path))) : ""));
}

Result<void> write_all(const Writer& writer, const Dataset& file, const NewFile& output, Progress& progress) {
  auto done = with_progress_bar(progress, "converting", "vertices", [&] {
    return write_records(writer, source_for(writer, file), output, progress);
  });
  // This comes first, because the system reports the writing of lost records as a bad address.
  if (auto same = file.check_unchanged(); !same) return same;
  return done;
}

Result<void> write_canonical(const Writer& writer, const Dataset& file, const std::string& path,
                             Progress& progress) {
  if (auto placed = app::check_position(file); !placed) return placed;
  auto output = NewVertexFile::create(path, {.offset = file.origin(), .up = file.layout().placement.up});
  if (!output) return tl::unexpected(std::move(output.error()));
  if (auto written = write_all(writer, file, output->records(), progress); !written) return written;
  const bool kept = output->keeps_placement();
  if (auto committed = output->commit(); !committed) return committed;
  tell_origin(file.origin(), path, kept);
  return {};
}

/// Tells what of the records the written file cannot hold.
void tell_drops(const Writer& writer, const Layout& layout, const std::string& path) {
  for (const std::string& dropped : dropped_elements(writer, layout.schema))
    complain(fmt::format("{}: {}", printable_name(path), dropped));
  const Placement& placement = layout.placement;
  if (placement.scale == Placement{}.scale && placement.offset == Placement{}.offset) return;
  complain(fmt::format("{}: holds the numbers as they are stored; a position is number * ({}) + ({})",
                       printable_name(path), fmt::join(placement.scale, ", "),
                       fmt::join(placement.offset, ", ")));
}

Result<void> write_elements(const Writer& writer, const Dataset& file, const std::string& path,
                            Progress& progress) {
  auto output = NewFile::create(path);
  if (!output) return tl::unexpected(std::move(output.error()));
  if (auto written = write_all(writer, file, *output, progress); !written) return written;
  auto named = output->commit();
  if (named) tell_drops(writer, file.layout(), path);
  return named;
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
  if (auto checked = check_schema(writer, file->layout().schema); !checked)
    return fail(checked.error().code, checked.error().message, options.file);
  std::error_code none;
  if (std::filesystem::equivalent(file->path(), options.output, none))
    return fail(ErrorCode::kInUse, "is the file that is read; write to another", options.output);
  const auto write = writer.canonical ? write_canonical : write_elements;
  return write(writer, *file, options.output, progress);
}

}  // namespace

Command add_convert(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("convert", "Write canonical records, CSV or NumPy from any layout");
  add_file_argument(app, options->file)->required();
  add_output_option(
      app, options->output, "OUT",
      "What to write, by its ending: " + writer_endings() + "; replaced only when all is written");
  add_parsed(app, "--format", options->writer, "F", &format_from_text,
             "bin, csv, npy or ply, whatever the ending of OUT (default for the standard output: bin)");
  app.parse_complete_callback([options] { choose_writer(*options); });
  app.add_flag("--absolute", options->absolute,
               "Round positions far from zero to float32 where they are, instead of keeping their digits "
               "relative to an origin in OUT.layout (.bin)");
  add_layout_options(app, options->open);
  app.footer(
      ".bin holds position and colour, as they are shown, in 20 bytes; the others hold every element as it "
      "is, .ply without bytes and integers of 64 bits, which it cannot hold, and halves as floats. Positions "
      "that float32 cannot hold, as doubles in the millions, are written to .bin relative to "
      "an origin, which OUT.layout keeps: opened together they have their coordinates back.\n\n"
      "Examples:\n"
      "  vertexview convert scan.bin --layout kitti -o cloud.bin\n"
      "  vertexview convert cloud.bin -o cloud.npy     then numpy.load(\"cloud.npy\")[\"position\"]\n"
      "  vertexview convert cloud.bin --format csv -o - | head");
  return {&app, [options] { return convert(*options); }};
}

}  // namespace vertexview::cli
