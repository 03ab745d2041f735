#include <fmt/format.h>

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
#include "vertexview/io/file_watch.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::cli {
namespace {

struct Output {
  std::string path;
  const Writer* writer = nullptr;
};

struct Options {
  std::string file;
  Output output;
  bool absolute = false;
  Dataset::Options open;
};

Result<Output> output_from_text(std::string_view text) {
  if (const Writer* const writer = writer_for(text)) return Output{std::string(text), writer};
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' does not say what to write; expected a name that ends in .bin (canonical "
                          "records), .csv or .npy",
                          text));
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

bool far(const std::array<double, 3>& origin) {
  return origin != std::array<double, 3>{};
}

// Coordinates far from zero do not fit float32, so canonical records hold them relative to an origin, which a
// sidecar holds. A sidecar that exists already must agree with the new records.
Result<bool> has_sidecar(const Options& options) {
  const auto found = read_sidecar(options.output.path);
  if (found && !*found) return false;
  if (found && (*found)->is_canonical() && (*found)->data_offset == 0) return true;
  return fail(ErrorCode::kInUse,
              "describes other records than those to be written; remove it or write to another file",
              sidecar_path(options.output.path));
}

Result<void> save_placement(const Dataset& file, bool had_sidecar, const Options& options) {
  const std::array<double, 3> origin = file.origin();
  const UpAxis up = file.layout().placement.up;
  const std::string& path = options.output.path;
  const bool keeps = std::filesystem::is_regular_file(path);
  if (far(origin))
    fmt::print(stderr, "{}: positions are relative to {}, {}, {}{}\n", printable_name(path), origin[0],
               origin[1], origin[2],
               keeps ? fmt::format("; {} says so", printable_name(sidecar_path(path))) : "");
  if (!keeps || (!far(origin) && up == Placement{}.up && !had_sidecar)) return {};
  Layout layout = Layout::canonical();
  layout.placement.offset = origin;
  layout.placement.up = up;
  return write_sidecar(path, layout);
}

Result<void> convert(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  if (options.absolute) options.open.origin = std::array<double, 3>{};
  const auto file = app::open_vertices(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  if (auto checked = check_schema(*options.output.writer, file->layout().schema); !checked)
    return fail(checked.error().code, checked.error().message, options.file);
  const bool canonical = options.output.writer->canonical;
  if (canonical)
    if (auto placed = app::check_position(*file); !placed) return placed;
  std::error_code none;
  if (std::filesystem::equivalent(file->path(), options.output.path, none))
    return fail(ErrorCode::kInUse, "is the file that is read; write to another", options.output.path);
  Result<bool> sidecar = false;
  if (canonical) sidecar = has_sidecar(options);
  if (!sidecar) return tl::unexpected<Error>(sidecar.error());
  auto output = NewFile::create(options.output.path);
  if (!output) return tl::unexpected<Error>(output.error());

  const FileWatch watched(file->shared_mapping());
  auto done = with_progress_bar(progress, "converting", "vertices", [&] {
    return write_records(*options.output.writer, source_for(*options.output.writer, *file), *output,
                         progress);
  });
  // This comes first, because the system reports the writing of lost records as a bad address.
  if (auto whole = watched.check_whole(); !whole) return whole;
  if (!done) return done;
  if (auto named = output->commit(); !named || !canonical) return named;
  return save_placement(*file, *sidecar, options);
}

}  // namespace

Command add_convert(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("convert", "Write canonical records, CSV or NumPy from any layout");
  add_file_argument(app, options->file)->required();
  add_parsed(app, "-o,--output", options->output, "OUT", &output_from_text,
             "What to write, by its ending: .bin, .csv or .npy; replaced only when all is written")
      ->required();
  app.add_flag("--absolute", options->absolute,
               "Round positions far from zero to float32 where they are, instead of keeping their digits "
               "relative to an origin in OUT.layout (.bin)");
  add_layout_options(app, options->open);
  app.footer(
      ".bin holds position and colour, as they are shown, in 20 bytes; .csv and .npy hold every element as "
      "it "
      "is. Positions that float32 cannot hold, as doubles in the millions, are written to .bin relative to "
      "an origin, which OUT.layout keeps: opened together they have their coordinates back.\n\n"
      "Examples:\n"
      "  vertexview convert scan.bin --layout kitti -o cloud.bin\n"
      "  vertexview convert cloud.bin -o cloud.npy     then numpy.load(\"cloud.npy\")[\"position\"]");
  return {&app, [options] { return convert(*options); }};
}

}  // namespace vertexview::cli
