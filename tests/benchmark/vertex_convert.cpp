// Records of other layouts turned into canonical ones, against memcpy of as many bytes as are written.
#include <benchmark/benchmark.h>

#include <cstring>

#include "benchmark_data.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::benchmarks {
namespace {

// As many as one staging block takes; the source walks through 200 MB, the target stays one buffer, as in
// staging.
constexpr std::size_t kBlock = std::size_t{1} << 18;

void copy(benchmark::State& state) {
  std::vector<ColoredVertex> out(kBlock);
  const auto bytes = ten_million_bytes();
  const std::size_t step = kBlock * sizeof(ColoredVertex);
  std::size_t at = 0;
  for (auto _ : state) {
    if (at + step > bytes.size()) at = 0;
    std::memcpy(out.data(), bytes.data() + at, step);
    benchmark::ClobberMemory();
    at += step;
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kBlock});
}

void convert(benchmark::State& state, const char* text) {
  std::vector<ColoredVertex> out(kBlock);
  const auto file =
      *VertexFile::over(ten_million_bytes(), {.layout = *parse_layout(text), .allow_tail = true});
  std::uint64_t first = 0;
  for (auto _ : state) {
    if (first + kBlock > file.size()) first = 0;
    file.read(first, out);
    benchmark::ClobberMemory();
    first += kBlock;
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kBlock});
}

BENCHMARK(copy)->Name("convert/memcpy");
BENCHMARK_CAPTURE(convert, canonical, "vertex");
BENCHMARK_CAPTURE(convert, kitti, "<4f");
BENCHMARK_CAPTURE(convert, nuscenes, "<5f");
BENCHMARK_CAPTURE(convert, xyz, "xyz");
BENCHMARK_CAPTURE(convert, xyzrgb, "xyzrgb");
BENCHMARK_CAPTURE(convert, xyzrgb8, "xyzrgb8");
BENCHMARK_CAPTURE(convert, big_endian, ">3f3H");
BENCHMARK_CAPTURE(convert, doubles, "<3d3H");
BENCHMARK_CAPTURE(convert, halves, "<3e");

}  // namespace
}  // namespace vertexview::benchmarks
