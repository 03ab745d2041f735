// Measures the conversion of records of other layouts to canonical ones. `ratio` is the speed divided by that
// of memcpy writing as many bytes, run in turns: within the second-level cache, and as staging does it, from
// the mapping of a file in the page cache into 16 MiB, on one thread and on two. For records in several
// places, convert/streams, `ratio` is the speed divided by that of the same records in one place.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "benchmark_data.hpp"
#include "cpu_time.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::benchmarks {
namespace {

constexpr std::size_t kStagingBytes = std::size_t{16} << 20U;
constexpr std::size_t kStaged = kStagingBytes / sizeof(ColoredVertex);

/// A function that fills `out` from record `first` on.
using Fill = std::function<void(std::uint64_t first, std::span<ColoredVertex> out)>;

Fill copy_from(std::span<const std::byte> bytes) {
  return [bytes](std::uint64_t first, std::span<ColoredVertex> out) {
    std::memcpy(out.data(), bytes.data() + first * sizeof(ColoredVertex), out.size_bytes());
  };
}

Fill convert_from(const Dataset& file) {
  return [&file](std::uint64_t first, std::span<ColoredVertex> out) { file.read(first, out); };
}

/// Returns the seconds that the slowest of `threads` threads takes for its part of `count` records, block by
/// block into its part of the staging memory.
double seconds_to_fill(const Fill& fill, std::uint64_t count, std::span<ColoredVertex> staging,
                       std::size_t threads) {
  std::vector<double> seconds(threads);
  const auto work = [&](std::size_t index) {
    const auto out = staging.subspan(index * (staging.size() / threads), staging.size() / threads);
    const std::uint64_t end = count / threads * (index + 1);
    seconds[index] = seconds_of([&] {
      for (std::uint64_t first = count / threads * index; first + out.size() <= end; first += out.size()) {
        fill(first, out);
        benchmark::ClobberMemory();
      }
    });
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work, i);
    work(0);
  }
  const auto blocks = static_cast<double>(count / threads / (staging.size() / threads) * threads);
  return *std::ranges::max_element(seconds) / (blocks * static_cast<double>(staging.size() / threads));
}

void compare(benchmark::State& state, const std::function<double()>& copy,
             const std::function<double()>& convert) {
  double best = 1e9;
  double limit = 1e9;
  for (auto _ : state) {
    limit = std::min(limit, copy());
    const double seconds = convert();
    best = std::min(best, seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["ratio"] = limit / best;
  state.counters["M_per_s"] = 1e-6 / best;
}

void in_cache(benchmark::State& state, const char* text) {
  constexpr std::size_t kRecords = 8192;
  constexpr std::size_t kRounds = 500;
  const auto bytes = ten_million_bytes().first(kRecords * 32);
  const auto file = *Dataset::over(bytes, {.layout = *parse_layout(text), .changes = {.allow_tail = true}});
  std::vector<ColoredVertex> out(kRecords);
  const auto seconds = [&](const Fill& fill) {
    const double total = seconds_of([&] {
      for (std::size_t round = 0; round < kRounds; ++round) {
        fill(0, out);
        benchmark::ClobberMemory();
      }
    });
    return total / static_cast<double>(kRounds * kRecords);
  };
  compare(state, [&] { return seconds(copy_from(bytes)); }, [&] { return seconds(convert_from(file)); });
}

/// The ten million records in a mapped file of which every page has been touched.
struct MappedRecords {
  test::TemporaryFolder folder;
  std::string path = folder.write("records.bin", ten_million_bytes());
  std::vector<ColoredVertex> staging = std::vector<ColoredVertex>(kStaged);
};

void from_file(benchmark::State& state, const char* text, MappedRecords& mapped) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  const auto file =
      *Dataset::open(mapped.path, {.layout = *parse_layout(text), .changes = {.allow_tail = true}});
  const auto bytes = file.mapping()->bytes();
  const auto copy = [&] {
    return seconds_to_fill(copy_from(bytes), bytes.size() / sizeof(ColoredVertex), mapped.staging, threads);
  };
  copy();
  compare(state, copy,
          [&] { return seconds_to_fill(convert_from(file), file.size(), mapped.staging, threads); });
}

/// Ten million records in a file, and the same ones in several places.
struct SplitRecords {
  Dataset interleaved;
  Dataset split;
};

/// Records of four floats and a label in a file, and the labels in one beside another.
SplitRecords labelled(const test::TemporaryFolder& folder) {
  const auto bytes = ten_million_bytes();
  const std::size_t count = bytes.size() / 20;
  std::vector<std::byte> scan;
  std::vector<std::byte> labels;
  scan.reserve(count * 16);
  labels.reserve(count * 4);
  for (std::size_t i = 0; i < count; ++i) {
    const auto record = bytes.subspan(i * 20, 20);
    scan.insert(scan.end(), record.begin(), record.begin() + 16);
    labels.insert(labels.end(), record.begin() + 16, record.end());
  }
  const LayoutChanges by_label{.color = {{"label"}}};
  return {
      *Dataset::open(folder.write("whole.bin", bytes),
                     {.layout = *parse_layout("<4f:position:2H:label:"), .changes = by_label}),
      *Dataset::open(folder.write("scan.bin", scan),
                     {.layout = *parse_layout("<4f:position:"),
                      .changes = by_label,
                      .companions = {*parse_companion(folder.write("scan.dat", labels) + "=<2H:label:")}})};
}

/// Records of four floats, one after the other and coordinate by coordinate.
SplitRecords in_planes(const test::TemporaryFolder& folder) {
  const auto bytes = ten_million_bytes().first(ten_million_bytes().size() / 16 * 16);
  std::vector<std::byte> planes;
  planes.reserve(bytes.size());
  for (std::size_t number = 0; number < 4; ++number)
    for (std::size_t at = 4 * number; at < bytes.size(); at += 16)
      planes.insert(planes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    bytes.begin() + static_cast<std::ptrdiff_t>(at + 4));
  const Layout layout = *parse_layout("<f:x:f:y:f:z:f:intensity:");
  return {*Dataset::open(folder.write("whole.bin", bytes), {.layout = layout}),
          *Dataset::open(folder.write("planes.bin", planes), {.layout = layout, .planes = true})};
}

void from_streams(benchmark::State& state, SplitRecords (*make)(const test::TemporaryFolder&)) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  const test::TemporaryFolder folder;
  const SplitRecords records = make(folder);
  std::vector<ColoredVertex> staging(kStaged);
  const auto seconds = [&](const Dataset& file) {
    return seconds_to_fill(convert_from(file), file.size(), staging, threads);
  };
  seconds(records.interleaved);
  seconds(records.split);
  compare(state, [&] { return seconds(records.interleaved); }, [&] { return seconds(records.split); });
}

const bool kRegistered = [] {
  struct Named {
    const char* name;
    const char* layout;
  };
  static constexpr Named kLayouts[]{{"canonical", "vertex"}, {"kitti", "<4f"},        {"nuscenes", "<5f"},
                                    {"xyz", "xyz"},          {"xyzrgb", "xyzrgb"},    {"xyzrgb8", "xyzrgb8"},
                                    {"splat", "splat"},      {"big_endian", ">3f3H"}, {"doubles", "<3d3H"},
                                    {"halves", "<3e"},       {"int64", "<3q"}};
  static const auto mapped = std::make_shared<std::unique_ptr<MappedRecords>>();
  for (const auto& [name, layout] : kLayouts) {
    benchmark::RegisterBenchmark((std::string("convert/cache/") + name).c_str(),
                                 [layout](benchmark::State& state) { in_cache(state, layout); })
        ->UseManualTime()
        ->Iterations(20);
    benchmark::RegisterBenchmark((std::string("convert/file/") + name).c_str(),
                                 [layout](benchmark::State& state) {
                                   if (*mapped == nullptr) *mapped = std::make_unique<MappedRecords>();
                                   from_file(state, layout, **mapped);
                                 })
        ->UseManualTime()
        ->Iterations(10)
        ->ArgName("threads")
        ->Arg(1)
        ->Arg(2);
  }
  for (const auto& [name, make] : {std::pair{"labels", &labelled}, {"planes", &in_planes}})
    benchmark::RegisterBenchmark((std::string("convert/streams/") + name).c_str(),
                                 [made = make](benchmark::State& state) { from_streams(state, made); })
        ->UseManualTime()
        ->Iterations(10)
        ->ArgName("threads")
        ->Arg(1)
        ->Arg(2);
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
