// Measures element_statistics() beside a sum of the same bytes on as many threads, and beside numpy, which
// finds the same of the same numbers.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "benchmark_data.hpp"
#include "memory_read.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/element_statistics.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::benchmarks {
namespace {

template <class Work>
double seconds_on_clock(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Times statistics and the sum in turns, so that both meet the same machine; `of_read` is the speed of one
/// as a part of that of the other, best against best.
void statistics_of(benchmark::State& state, const char* format) {
  const auto threads = static_cast<unsigned>(state.range(0));
  const auto file = *Dataset::over(ten_million_bytes(), {.layout = *parse_layout(format)});
  double best = 1e9;
  double best_read = 1e9;
  for (auto _ : state) {
    const double seconds =
        seconds_on_clock([&] { benchmark::DoNotOptimize(element_statistics(file, {.workers = threads})); });
    best = std::min(best, seconds);
    best_read = std::min(best_read, seconds_on_clock([&] {
                           benchmark::DoNotOptimize(read_memory(ten_million_bytes(), threads));
                         }));
    state.SetIterationTime(seconds);
  }
  state.counters["ms"] = best * 1e3;
  state.counters["read_ms"] = best_read * 1e3;
  state.counters["of_read"] = best_read / best;
}

/// Times numpy on the first float of the records; `ratio` is our time on one thread, as numpy uses one,
/// divided by numpy's.
void beside_numpy(benchmark::State& state) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("cloud.bin", ten_million_bytes());
  const std::string command =
      "/usr/bin/python3 -c 'import numpy as np, timeit\n"
      "x = np.memmap(\"" +
      path +
      "\", np.dtype({\"names\": [\"x\"], \"formats\": [\"<f4\"], \"itemsize\": 20}))[\"x\"]\n"
      "def run():\n"
      "  v = x.astype(float); f = v[np.isfinite(v)]\n"
      "  np.isnan(v).sum(); a, b = f.min(), f.max(); f.mean(); f.std()\n"
      "  np.percentile(f, [1, 5, 25, 50, 75, 95, 99]); np.histogram(f, 256, (a, b))\n"
      "print(min(timeit.repeat(run, number=1, repeat=3)))' 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  double python = 0;
  if (!pipe || std::fscanf(pipe.get(), "%lf", &python) != 1) {
    state.SkipWithError("numpy gave no time");
    return;
  }
  const auto file = *Dataset::over(ten_million_bytes(), {.layout = *parse_layout("<f:x:16x")});
  double best = 1e9;
  for (auto _ : state) {
    const double seconds =
        seconds_on_clock([&] { benchmark::DoNotOptimize(element_statistics(file, {.workers = 1})); });
    best = std::min(best, seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["ms"] = best * 1e3;
  state.counters["numpy_ms"] = python * 1e3;
  state.counters["ratio"] = best / python;
}

#define VERTEXVIEW_STATISTICS(name, format) \
  BENCHMARK_CAPTURE(statistics_of, name, format)->Arg(1)->Arg(2)->UseManualTime()->Iterations(9)
VERTEXVIEW_STATISTICS(one float, "<f:x:16x");
VERTEXVIEW_STATISTICS(three floats, "<3f:position:8x");
VERTEXVIEW_STATISTICS(one uint16, "<12xH:red:6x");
VERTEXVIEW_STATISTICS(a whole record, "@3f3Hxx");
BENCHMARK(beside_numpy)->Name("element statistics beside numpy")->UseManualTime()->Iterations(3);

}  // namespace
}  // namespace vertexview::benchmarks
