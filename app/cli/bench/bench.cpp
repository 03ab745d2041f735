#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/bench/bench_measure.hpp"
#include "cli/bench/bench_report.hpp"
#include "cli/command.hpp"
#include "cli/terminal/child.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/standard_output.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  BenchPlan plan;
  std::optional<std::uint64_t> generate;
  bool json = false;
  bool first_only = false;
};

Result<gpu::Backend> backend_from_text(std::string_view text) {
  if (const auto backend = gpu::backend_named(text)) return *backend;
  return fail(ErrorCode::kInvalidArgument,
              "no backend " + in_quotes(text) + "; they are automatic, points, compute and cpu");
}

constexpr double kLongestBudget = 1'000'000;  // milliseconds, a quarter of an hour: a longer budget is a slip

Result<double> budget_from_text(std::string_view text) {
  const auto value = parse_number(text);
  if (!value || *value <= 0 || *value > kLongestBudget)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} is not a time in milliseconds above 0, up to {}",
                                                         in_quotes(text), kLongestBudget));
  return *value;
}

Result<gpu::Residency> residency_from_text(std::string_view text) {
  if (text == "automatic") return gpu::Residency::kAutomatic;
  if (text == "resident") return gpu::Residency::kResident;
  if (text == "streamed") return gpu::Residency::kStreamed;
  return fail(ErrorCode::kInvalidArgument,
              "no residency " + in_quotes(text) + "; they are automatic, resident and streamed");
}

/// A generated file that exists only as long as this object, because its name is removed at once.
class Generated {
 public:
  Generated() = default;
  Generated(const Generated&) = delete;
  Generated& operator=(const Generated&) = delete;
  ~Generated() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  /// Generates the file and returns the path under which this process and its children find it.
  Result<std::string> make(std::uint64_t count, const Progress& progress) {
    std::error_code ignored;
    auto folder = std::filesystem::temp_directory_path(ignored);
    if (folder.empty()) folder = "/tmp";
    std::string pattern = (folder / "vertexview-bench-XXXXXX").string();
    descriptor_ = ::mkstemp(pattern.data());
    if (descriptor_ < 0) return fail_system(errno, "no temporary file", pattern);
    // Generating replaces the file by another of the same name, so that one is opened again.
    const auto done = run_self({"generate", "terrain", std::to_string(count), "-o", pattern}, progress);
    ::close(descriptor_);
    descriptor_ = ::open(pattern.c_str(), O_RDONLY);
    const int reason = errno;
    ::unlink(pattern.c_str());
    if (!done) return tl::unexpected(done.error());
    if (descriptor_ < 0) return fail_system(reason, "the generated file cannot be opened", pattern);
    return fmt::format("/proc/{}/fd/{}", ::getpid(), descriptor_);
  }

 private:
  int descriptor_ = -1;
};

/// Prints what a run of this program reports that only shows its first picture.
Result<void> tell_first(const BenchPlan& plan) {
  const auto first = first_picture(plan);
  if (!first) return tl::unexpected(first.error());
  const nlohmann::json json = {{"context_made", first->context_made},
                               {"shown", first->shown},
                               {"points", first->points},
                               {"covered", first->covered}};
  return write_output(json.dump() + "\n");
}

/// Returns the arguments of this run, changed for a run that only shows its first picture.
std::vector<std::string> first_picture_arguments(const Options& options) {
  std::ifstream own("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> arguments;
  std::string argument;
  std::getline(own, argument, '\0');  // the program's own name
  while (std::getline(own, argument, '\0')) {
    if (argument == "--generate")
      std::getline(own, argument, '\0');
    else if (argument != "--json" && !argument.starts_with("--generate="))
      arguments.push_back(argument);
  }
  if (options.generate) arguments.push_back(options.plan.file);
  arguments.emplace_back("--first-picture-only");
  return arguments;
}

/// Removes a file from the page cache; returns false where something keeps it there.
bool evict(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  ::fdatasync(descriptor);  // the cache cannot drop what is not on the disk yet
  const bool advised = ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) == 0;
  ::close(descriptor);
  const auto mapping = MappedFile::open(path);
  if (!advised || !mapping) return false;
  constexpr std::uint64_t kProbes = 64;
  std::uint64_t there = 0;
  for (std::uint64_t i = 0; i < kProbes; ++i)
    if (mapping->in_memory(mapping->file_size() / kProbes * i)) ++there;
  return there <= kProbes / 16;
}

/// Returns the median of fresh processes. With `cold` each finds its file on the disk only, and nullopt means
/// that the file stays in memory; otherwise a first run, which is not counted, brings the file into memory.
Result<std::optional<FirstPictureTimes>> time_first(const Options& options, std::uint64_t covered,
                                                    bool cold) {
  // Fewer cold runs, because each waits for the disk.
  const int runs_wanted = cold ? 3 : 7;
  const auto arguments = first_picture_arguments(options);
  std::vector<FirstPictureTimes> runs;
  for (int i = cold ? 1 : 0; i <= runs_wanted; ++i) {
    if (cold && !evict(options.plan.file)) return std::nullopt;
    const auto begin = monotonic_ns();
    const auto text = run_self(arguments, *options.plan.progress);
    if (!text) return tl::unexpected(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_discarded()) return fail(ErrorCode::kIo, "a second run of vertexview told nothing");
    if (i == 0) continue;
    const auto since = [&](const char* key) {
      return static_cast<double>(json.value(key, std::int64_t{0}) - begin) * 1e-6;
    };
    const auto shown = json.value("covered", std::uint64_t{0});
    runs.push_back({since("shown"), since("context_made"), json.value("points", std::uint64_t{0}),
                    covered == 0 ? 1 : static_cast<double>(shown) / static_cast<double>(covered)});
  }
  std::ranges::sort(runs, {}, &FirstPictureTimes::from_start_ms);
  return runs[runs.size() / 2];
}

Result<void> bench(Options options) {
  Progress progress;
  Wakeup wakeup;
  const CancelOnSignal cancel(progress, &wakeup);
  options.plan.progress = &progress;
  options.plan.wakeup = &wakeup;
  Generated generated;
  if (options.generate) {
    auto path = generated.make(*options.generate, progress);
    if (!path) return tl::unexpected(path.error());
    options.plan.file = *std::move(path);
  }
  if (options.first_only) return tell_first(options.plan);
  auto result = measure(options.plan);
  if (!result) return tl::unexpected(result.error());
  const auto warm = time_first(options, result->covered, false);
  if (!warm) return tl::unexpected(warm.error());
  result->first = **warm;
  const auto cold = time_first(options, result->covered, true);
  if (!cold) return tl::unexpected(cold.error());
  result->first_cold = *cold;
  if (options.generate) result->path = "generated terrain";
  return write_output(options.json ? bench_json(*result) : bench_table(*result));
}

}  // namespace

Command add_bench(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("bench", "Measure drawing and uploading, each beside its limit");
  auto* file = add_file_argument(app, options->plan.file);
  auto* generate = add_parsed(app, "--generate", options->generate, "N", &parse_whole_number,
                              "Measure a generated terrain of N vertices, in a temporary file");
  file->excludes(generate);
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_parsed(app, "--size", options->plan.size, "WxH", &size_from_text,
             "Pixels of the picture (default: 1280x720)");
  add_parsed(app, "--backend,--renderer", options->plan.backend, "NAME", &backend_from_text,
             "automatic, points, compute or cpu (default: automatic)");
  add_parsed(
      app, "--budget", options->plan.budget_ms, "MS", &budget_from_text,
      "Milliseconds of drawing in a frame while the camera moves (default: 30 where the CPU draws, 12 on a "
      "GPU)");
  add_parsed(app, "--gpu-budget", options->plan.gpu_budget, "BYTES", &parse_whole_number,
             "GPU memory to take at most; larger files are streamed (default: half of what is free)");
  add_parsed(app, "--residency", options->plan.residency, "NAME", &residency_from_text,
             "automatic, resident (all copied) or streamed (default: automatic)");
  app.add_flag("--first-picture-only", options->first_only,
               "Show one picture and print when, as JSON: what the full measurement runs for itself");
  add_layout_options(app, options->plan.open);
  app.callback([file, generate] {
    if (file->count() == 0 && generate->count() == 0) throw CLI::RequiredError("FILE or --generate N");
  });
  app.footer(
      "Needs no display. Each figure stands beside the limit that was measured in the same run. The JSON "
      "holds the same figures: names that end in _ms are milliseconds; rates are bytes or points a second; "
      "'limits' is what the machine can do, and what begins with 'of_' is the share of such a limit.\n\n"
      "Examples:\n"
      "  vertexview bench cloud.bin\n"
      "  vertexview bench --generate 10M --json");
  return {&app, [options] { return bench(*options); }};
}

}  // namespace vertexview::cli
