// Measures the scan against the memory read bandwidth of the same run, with the same number of threads.
#include <benchmark/benchmark.h>

#include "benchmark_data.hpp"
#include "memory_read.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/scan_kernel.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::benchmarks {
namespace {

void finish(benchmark::State& state) {
  const auto bytes = static_cast<std::int64_t>(ten_million_bytes().size());
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetItemsProcessed(state.iterations() * bytes / 20);
}

void read_bandwidth(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(read_memory(ten_million_bytes(), static_cast<std::size_t>(state.range(0))));
  finish(state);
}

void scan_memory(benchmark::State& state) {
  const auto file = *Dataset::over(ten_million_bytes(), {});
  for (auto _ : state) benchmark::DoNotOptimize(scan(file, nullptr, static_cast<unsigned>(state.range(0))));
  finish(state);
}

/// Scans the records in a file whose pages are cached. The mapping is new every time, so that page faults
/// count.
void scan_file(benchmark::State& state) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", ten_million_bytes());
  for (auto _ : state) {
    const auto file = Dataset::open(path);
    benchmark::DoNotOptimize(scan(*file, nullptr, static_cast<unsigned>(state.range(0))));
  }
  finish(state);
}

void kernel(benchmark::State& state, ScanKernel run) {
  for (auto _ : state) {
    Statistics statistics;
    run(ten_million_bytes().data(), ten_million().size(), statistics);
    benchmark::DoNotOptimize(statistics);
  }
  finish(state);
}

/// Scans records of which a tenth have positions that are not finite, as a lidar writes where it saw nothing.
void kernel_mixed(benchmark::State& state, ScanKernel run) {
  static const auto mixed = [] {
    auto vertices = ten_million();
    for (std::size_t i = 0; i < vertices.size(); i += 10) vertices[i].position.x = __builtin_nanf("");
    return vertices;
  }();
  for (auto _ : state) {
    Statistics statistics;
    run(reinterpret_cast<const std::byte*>(mixed.data()), mixed.size(), statistics);
    benchmark::DoNotOptimize(statistics);
  }
  finish(state);
}

BENCHMARK(read_bandwidth)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(scan_memory)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(scan_file)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK_CAPTURE(kernel, scalar, scan_scalar);
BENCHMARK_CAPTURE(kernel, avx2, scan_avx2);
BENCHMARK_CAPTURE(kernel_mixed, scalar, scan_scalar);
BENCHMARK_CAPTURE(kernel_mixed, avx2, scan_avx2);

}  // namespace
}  // namespace vertexview::benchmarks
