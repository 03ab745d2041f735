#include "cli/written_vertices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <filesystem>
#include <vector>

#include "cli/command.hpp"
#include "cli/convert_source.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/new_vertex_file.hpp"

namespace vertexview::cli {
namespace {

Result<const Writer*> format_from_text(std::string_view text) {
  std::string names;
  for (const Writer* const writer : writers()) {
    const std::string_view name = writer->extension.substr(1);
    if (same_letters(text, name)) return writer;
    names.append(names.empty() ? "" : ", ").append(name);
  }
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("no format {}; the formats are {}", in_quotes(text), names));
}

/// Chooses what to write. A stream without a format gets canonical records, as those of `generate` do.
void choose_writer(WrittenVertices& output) {
  if (output.path.empty()) return;
  if (output.writer == nullptr)
    output.writer = output.path == kStandardOutput ? &bin_writer() : writer_for(output.path);
  if (output.writer == nullptr)
    throw CLI::ValidationError(
        "--output", fmt::format("{} does not say what to write; expected a name that ends in {}, or --format",
                                in_quotes(output.path), writer_endings()));
}

/// Tells where the positions of the records that are written lie, where that is far from zero: float32 does
/// not hold such coordinates, so canonical records have them relative to an origin.
void tell_origin(const std::array<double, 3>& origin, const std::string& path, bool kept) {
  if (origin == std::array<double, 3>{}) return;
  tell(fmt::format("{}: positions are relative to {}, {}, {}{}", printable_name(path), origin[0], origin[1],
                   origin[2], kept ? fmt::format("; {} says so", printable_name(layout_file_of(path))) : ""));
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
  auto output = NewVertexFile::create_described(path);
  if (!output) return tl::unexpected(std::move(output.error()));
  const auto notes = write_all(task, output->records(), progress);
  if (!notes) return tl::unexpected<Error>(notes.error());
  if (auto committed = output->commit(); !committed) return committed;
  for (const std::string& note : *notes) complain(fmt::format("{}: {}", printable_name(path), note));
  if (!task.writer.places) tell_placement(task.file.layout().placement, path);
  return {};
}

}  // namespace

CLI::Option* add_vertices_output(CLI::App& app, WrittenVertices& output) {
  CLI::Option* const path = add_output_option(
      app, output.path, "OUT",
      "What to write, by its ending: " + writer_endings() + "; replaced only when all is written");
  add_parsed(app, "--format", output.writer, "F", &format_from_text,
             "bin, csv, glb, las, npy, pcd or ply, whatever the ending of OUT (default for the standard "
             "output: bin)")
      ->needs(path);
  app.parse_complete_callback([&output] { choose_writer(output); });
  return path;
}

Result<void> write_vertices(const Dataset& file, const WrittenVertices& output, Progress& progress) {
  const Writer& writer = *output.writer;
  std::error_code none;
  if (std::filesystem::equivalent(file.path(), output.path, none))
    return fail(ErrorCode::kInUse, "is the file that is read; write to another", output.path);
  auto source = source_for(writer, file);
  if (!source) return tl::unexpected(std::move(source.error()));
  if (auto checked = check_schema(writer, source->schema); !checked)
    return fail(checked.error().code, checked.error().message, file.path());
  const Task task{writer, file, *std::move(source)};
  const auto write = writer.takes == Writer::Records::kCanonical ? write_canonical : write_elements;
  return write(task, output.path, progress);
}

}  // namespace vertexview::cli
