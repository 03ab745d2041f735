#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/nearest.hpp"
#include "cli/new_file.hpp"
#include "cli/progress_bar.hpp"
#include "cli/shapes.hpp"

namespace vertexview::cli {
namespace {

constexpr std::uint64_t kChunk = std::uint64_t{1} << 16U;  // records that a thread makes and writes at a time

struct Options {
  std::string shape;
  std::uint64_t count = 0;
  std::string output;
  std::uint64_t seed = 0;
};

Result<std::string> shape_from_text(std::string_view text) {
  const auto& names = shape_names();
  if (std::find(names.begin(), names.end(), text) != names.end()) return std::string(text);
  std::string message = "no shape '" + std::string(text) + "'";
  if (const auto meant = nearest(text, names); !meant.empty()) message += "; did you mean '" + meant + "'?";
  return fail(ErrorCode::kInvalidArgument, message + " The shapes are sphere, terrain, helix and cube");
}

/// Makes and writes all chunks on every core, each thread the next chunk that nobody has taken.
class Writer {
 public:
  Writer(const Shape& shape, const NewFile& file, std::uint64_t count, Progress& progress)
      : shape_(shape), file_(file), count_(count), progress_(progress) {}

  Result<void> run() {
    const auto chunks = (count_ + kChunk - 1) / kChunk;
    const auto threads = std::min<std::uint64_t>(std::max(2U, std::thread::hardware_concurrency()), chunks);
    std::vector<std::thread> helpers;
    for (std::uint64_t i = 1; i < threads; ++i) helpers.emplace_back([this] { work(); });
    if (threads > 0) work();
    for (auto& helper : helpers) helper.join();
    if (progress_.cancelled() && result_) return fail(ErrorCode::kCancelled, "cancelled");
    return result_;
  }

 private:
  void work() {
    std::vector<ColoredVertex> records(static_cast<std::size_t>(std::min(kChunk, count_)));
    while (!stopped_ && !progress_.cancelled()) {
      const auto chunk = next_.fetch_add(1);
      if (chunk > (count_ - 1) / kChunk) return;
      const auto first = chunk * kChunk;
      const std::span part(records.data(), static_cast<std::size_t>(std::min(kChunk, count_ - first)));
      shape_.fill(first, part);
      auto written = file_.seekable() ? write(first, part) : write_in_turn(chunk, first, part);
      if (!written) stop(std::move(written));
      progress_.advance(part.size());
    }
    stop({});  // wakes whoever waits for a turn that will not come
  }

  Result<void> write(std::uint64_t first, std::span<const ColoredVertex> part) const {
    return file_.write_at(first * sizeof(ColoredVertex), std::as_bytes(part));
  }

  Result<void> write_in_turn(std::uint64_t chunk, std::uint64_t first, std::span<const ColoredVertex> part) {
    std::unique_lock lock(mutex_);
    turn_taken_.wait(lock, [&] { return written_ == chunk || stopped_; });
    if (stopped_ && written_ != chunk) return {};
    auto result = write(first, part);
    ++written_;
    turn_taken_.notify_all();
    return result;
  }

  void stop(Result<void> reason) {
    const std::lock_guard lock(mutex_);
    if (result_ && !reason) result_ = std::move(reason);
    stopped_ = true;
    turn_taken_.notify_all();
  }

  const Shape& shape_;
  const NewFile& file_;
  std::uint64_t count_;
  Progress& progress_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::condition_variable turn_taken_;
  std::uint64_t written_ = 0;
  Result<void> result_;
};

Result<void> generate(const Options& options) {
  if (options.count > static_cast<std::uint64_t>(INT64_MAX) / sizeof(ColoredVertex))
    return fail(ErrorCode::kOverflow, std::to_string(options.count) +
                                          " vertices are more than any file holds (461168601842738790)");
  const auto shape = make_shape(options.shape, options.count, options.seed);
  auto file = NewFile::create(options.output);
  if (!file) return tl::unexpected<Error>(file.error());

  Progress progress;
  const CancelOnSignal cancel(progress);
  progress.start(options.count);
  if (auto reserved = file->reserve(options.count * sizeof(ColoredVertex)); !reserved) return reserved;
  {
    const ProgressBar bar(progress, options.shape, "vertices");
    if (auto written = Writer(*shape, *file, options.count, progress).run(); !written) return written;
  }
  return file->commit();
}

}  // namespace

Command add_generate(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("generate", "Write a vertex file of any size, to try things with");
  add_parsed(app, "SHAPE", options->shape, "", &shape_from_text, "sphere, terrain, helix or cube")
      ->required();
  add_parsed(app, "COUNT", options->count, "", &count_from_text, "How many vertices: 1000, 10M, 1e9")
      ->required();
  app.add_option("-o,--output", options->output, "The file to write; replaced only when all is written")
      ->type_name("FILE")
      ->required();
  add_parsed(app, "--seed", options->seed, "S", &count_from_text,
             "Another cloud of the same shape (default: 0)");
  app.footer(
      "The same shape, count and seed give the same bytes on every machine.\n\n"
      "Examples:\n"
      "  vertexview generate terrain 10M -o terrain.bin\n"
      "  vertexview generate helix 1_000_000 --seed 7 -o helix.bin");
  return {&app, [options] { return generate(*options); }};
}

}  // namespace vertexview::cli
