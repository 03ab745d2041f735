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

#include "cli/bench_measure.hpp"
#include "cli/bench_report.hpp"
#include "cli/child.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  BenchPlan plan;
  std::optional<std::uint64_t> generate;
  bool json = false;
  bool first_only = false;
};

Result<gpu::Renderer> renderer_from_text(std::string_view text) {
  if (const auto renderer = gpu::renderer_named(text)) return *renderer;
  return fail(ErrorCode::kInvalidArgument,
              "no renderer '" + std::string(text) + "'; they are automatic, points, compute and cpu");
}

Result<double> budget_from_text(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end == copy.c_str() || *end != '\0' || !(value > 0) || value > 1e6)
    return fail(ErrorCode::kInvalidArgument, "'" + copy + "' is not a time in milliseconds above 0");
  return value;
}

/// A generated file that exists only as long as this object: it has no name any more.
class Generated {
 public:
  Generated() = default;
  Generated(const Generated&) = delete;
  Generated& operator=(const Generated&) = delete;
  ~Generated() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  /// The path that this process and its children find it under.
  Result<std::string> make(std::uint64_t count) {
    std::error_code ignored;
    auto folder = std::filesystem::temp_directory_path(ignored);
    if (folder.empty()) folder = "/tmp";
    std::string pattern = (folder / "vertexview-bench-XXXXXX").string();
    descriptor_ = ::mkstemp(pattern.data());
    if (descriptor_ < 0) return fail_system(errno, "no temporary file", pattern);
    // Generating replaces the file by another of the same name.
    const auto done = run_self({"generate", "terrain", std::to_string(count), "-o", pattern});
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

/// What a run of this program tells that only shows its first picture.
Result<void> tell_first(const BenchPlan& plan) {
  const auto first = first_picture(plan);
  if (!first) return tl::unexpected(first.error());
  const nlohmann::json json = {{"context_made", first->context_made},
                               {"shown", first->shown},
                               {"points", first->points},
                               {"covered", first->covered}};
  return write_output(json.dump() + "\n");
}

/// The arguments of this run, for one that only shows its first picture.
std::vector<std::string> first_picture_arguments(const Options& options) {
  std::ifstream own("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> arguments;
  std::string argument;
  std::getline(own, argument, '\0');  // the program
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

/// The median of several fresh processes. Their file is in the page cache: an earlier one read it.
Result<void> time_first(const Options& options, BenchResult& result) {
  constexpr int kRuns = 7;
  const auto arguments = first_picture_arguments(options);
  std::vector<std::pair<double, FirstPicture>> runs;
  for (int i = 0; i <= kRuns; ++i) {
    const auto begin = monotonic_ns();
    const auto text = run_self(arguments);
    if (!text) return tl::unexpected(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_discarded()) return fail(ErrorCode::kIo, "a second run of vertexview told nothing");
    if (i == 0) continue;
    const FirstPicture first{json.value("context_made", std::int64_t{0}),
                             json.value("shown", std::int64_t{0}), json.value("points", std::uint64_t{0}),
                             json.value("covered", std::uint64_t{0})};
    runs.emplace_back(static_cast<double>(first.shown - begin) * 1e-6, first);
  }
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto& [from_start, median] = runs[runs.size() / 2];
  result.first_from_start_ms = from_start;
  result.first_from_context_ms = static_cast<double>(median.shown - median.context_made) * 1e-6;
  result.first_points = median.points;
  result.first_coverage =
      result.first_coverage > 0 ? static_cast<double>(median.covered) / result.first_coverage : 1;
  return {};
}

Result<void> bench(Options options) {
  Generated generated;
  if (options.generate) {
    auto path = generated.make(*options.generate);
    if (!path) return tl::unexpected(path.error());
    options.plan.file = *std::move(path);
  }
  if (options.first_only) return tell_first(options.plan);
  auto result = measure(options.plan);
  if (!result) return tl::unexpected(result.error());
  if (auto timed = time_first(options, *result); !timed) return timed;
  if (options.generate) result->path = fmt::format("generated terrain of {} vertices", *options.generate);
  return write_output(options.json ? bench_json(*result) : bench_table(*result));
}

}  // namespace

Command add_bench(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("bench", "Measure drawing and uploading, each beside its limit");
  auto* file = app.add_option("FILE", options->plan.file, "The vertex file")->type_name("");
  auto* generate = add_parsed(app, "--generate", options->generate, "N", &count_from_text,
                              "Measure a generated terrain of N vertices, in a temporary file");
  file->excludes(generate);
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_parsed(app, "--size", options->plan.size, "WxH", &size_from_text,
             "Pixels of the picture (default: 1280x720)");
  add_parsed(app, "--renderer", options->plan.renderer, "NAME", &renderer_from_text,
             "automatic, points, compute or cpu (default: automatic)");
  add_parsed(
      app, "--budget", options->plan.budget_ms, "MS", &budget_from_text,
      "Milliseconds of drawing in a frame while the camera moves (default: 30 where the CPU draws, 12 on a "
      "GPU)");
  add_parsed(app, "--gpu-budget", options->plan.gpu_budget, "BYTES", &count_from_text,
             "GPU memory to take at most; larger files are streamed (default: half of what is free)");
  app.add_flag("--first-picture-only", options->first_only,
               "Show one picture and print when, as JSON: what the full measurement runs for itself");
  add_layout_options(app, options->plan.open);
  app.callback([file, generate] {
    if (file->count() == 0 && generate->count() == 0) throw CLI::RequiredError("FILE or --generate N");
  });
  app.footer(
      "Needs no display. Each figure stands beside the limit that was measured in the same run.\n\n"
      "Examples:\n"
      "  vertexview bench cloud.bin\n"
      "  vertexview bench --generate 10M --json");
  return {&app, [options] { return bench(*options); }};
}

}  // namespace vertexview::cli
