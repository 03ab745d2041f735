#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "actions/nearest.hpp"
#include "cli/command.hpp"
#include "cli/samples/shapes.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/new_vertex_file.hpp"

namespace vertexview::cli {
namespace {

// Records that a thread makes and writes at a time: 1.25 MiB, so that a system call is no cost and a cancel
// is noticed at once.
constexpr std::uint64_t kChunk = std::uint64_t{1} << 16U;

struct Options {
  std::string shape;
  std::uint64_t count = 0;
  std::string output;
  std::uint64_t seed = 0;
};

Result<std::string> shape_from_text(std::string_view text) {
  const auto names = shape_names();
  if (std::ranges::find(names, text) != names.end()) return std::string(text);
  const auto meant = app::nearest_names(text, names, 1);
  return fail(ErrorCode::kInvalidArgument,
              meant.empty()
                  ? fmt::format("no shape {}; the shapes are {}", in_quotes(text), fmt::join(names, ", "))
                  : fmt::format("no shape {}; did you mean '{}'?", in_quotes(text), meant.front()));
}

Result<void> write_shape(const Shape& shape, std::uint64_t count, const NewFile& file, Progress& progress) {
  const ParallelOptions options{.chunk = kChunk, .progress = &progress};
  std::vector<std::vector<ColoredVertex>> buffers(worker_count(count, options));
  const auto make = [&](const Chunk& chunk, std::size_t worker) {
    buffers[worker].resize(static_cast<std::size_t>(chunk.count));
    shape.fill(chunk.first, buffers[worker]);
  };
  const auto write = [&](const Chunk& chunk, std::size_t worker) {
    return file.write_at(chunk.first * sizeof(ColoredVertex), std::as_bytes(std::span(buffers[worker])));
  };
  if (!file.seekable()) return parallel_for(count, options, make, write);
  return parallel_for(count, options, [&](const Chunk& chunk, std::size_t worker) {
    make(chunk, worker);
    return write(chunk, worker);
  });
}

Result<void> generate(const Options& options) {
  if (options.count > static_cast<std::uint64_t>(INT64_MAX) / sizeof(ColoredVertex))
    return fail(ErrorCode::kOverflow,
                std::to_string(options.count) + " vertices are more than any file holds (461168601842738790)",
                options.output);
  Progress progress;
  const CancelOnSignal cancel(progress);
  const auto shape = make_shape(options.shape, options.count, options.seed);
  auto file = NewVertexFile::create(options.output, Placement{});
  if (!file) return tl::unexpected<Error>(file.error());

  if (auto reserved = file->records().reserve(options.count * sizeof(ColoredVertex)); !reserved)
    return reserved;
  const auto written = with_progress_bar(progress, options.shape, "vertices", [&] {
    return write_shape(*shape, options.count, file->records(), progress);
  });
  return written.and_then([&] { return file->commit(); });
}

}  // namespace

Command add_generate(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("generate", "Write a vertex file of any size, to try things with");
  add_parsed(app, "SHAPE", options->shape, "", &shape_from_text, "sphere, terrain, helix or cube")
      ->required();
  add_parsed(app, "COUNT", options->count, "", &parse_whole_number, "How many vertices: 1000, 10M, 1e9")
      ->required();
  add_output_option(app, options->output, "FILE", "The file to write; replaced only when all is written")
      ->required();
  add_parsed(app, "--seed", options->seed, "S", &parse_whole_number,
             "Another cloud of the same shape (default: 0)");
  app.footer(
      "The same shape, count and seed give the same bytes on every machine.\n\n"
      "Examples:\n"
      "  vertexview generate terrain 10M -o terrain.bin\n"
      "  vertexview generate helix 1_000_000 --seed 7 -o helix.bin");
  return {&app, [options] { return generate(*options); }};
}

}  // namespace vertexview::cli
