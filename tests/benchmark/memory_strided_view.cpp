// Measures StridedView against the pointer loop that one would write by hand, over the same ten million
// records.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

#include "benchmark_data.hpp"
#include "vertexview/memory/strided_view.hpp"

namespace vertexview::benchmarks {
namespace {

StridedView<const ColoredVertex> vertices() {
  static const auto view = *StridedView<const ColoredVertex>::from(
      ten_million_bytes(), 0, ten_million().size(), sizeof(ColoredVertex));
  return view;
}

void finish(benchmark::State& state) {
  const auto bytes = static_cast<std::int64_t>(ten_million_bytes().size());
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetItemsProcessed(state.iterations() * bytes / 20);
}

void sum_of_x_pointer(benchmark::State& state) {
  const ColoredVertex* const first = ten_million().data();
  const ColoredVertex* const last = first + ten_million().size();
  for (auto _ : state) {
    double sum = 0;
    for (const ColoredVertex* v = first; v != last; ++v) sum += static_cast<double>(v->position.x);
    benchmark::DoNotOptimize(sum);
  }
  finish(state);
}

void sum_of_x_view(benchmark::State& state) {
  const auto x = vertices().member(&ColoredVertex::position).member(&Vector::x);
  for (auto _ : state) {
    double sum = 0;
    for (const float value : x) sum += static_cast<double>(value);
    benchmark::DoNotOptimize(sum);
  }
  finish(state);
}

struct Box {
  Vector low{1e30F, 1e30F, 1e30F};
  Vector high{-1e30F, -1e30F, -1e30F};
  void include(const Vector& p) noexcept {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
};

void bounds_pointer(benchmark::State& state) {
  const ColoredVertex* const first = ten_million().data();
  const ColoredVertex* const last = first + ten_million().size();
  for (auto _ : state) {
    Box box;
    for (const ColoredVertex* v = first; v != last; ++v) box.include(v->position);
    benchmark::DoNotOptimize(box);
  }
  finish(state);
}

void bounds_view(benchmark::State& state) {
  const auto positions = vertices().member(&ColoredVertex::position);
  for (auto _ : state) {
    Box box;
    for (const Vector& position : positions) box.include(position);
    benchmark::DoNotOptimize(box);
  }
  finish(state);
}

using Sums = std::array<std::uint64_t, 3>;

void color_average_pointer(benchmark::State& state) {
  const ColoredVertex* const first = ten_million().data();
  const ColoredVertex* const last = first + ten_million().size();
  for (auto _ : state) {
    Sums sums{};
    for (const ColoredVertex* v = first; v != last; ++v) {
      sums[0] += v->color.red;
      sums[1] += v->color.green;
      sums[2] += v->color.blue;
    }
    benchmark::DoNotOptimize(sums);
  }
  finish(state);
}

void color_average_view(benchmark::State& state) {
  const auto colors = vertices().member(&ColoredVertex::color);
  for (auto _ : state) {
    Sums sums{};
    for (const Color& color : colors) {
      sums[0] += color.red;
      sums[1] += color.green;
      sums[2] += color.blue;
    }
    benchmark::DoNotOptimize(sums);
  }
  finish(state);
}

BENCHMARK(sum_of_x_pointer);
BENCHMARK(sum_of_x_view);
BENCHMARK(bounds_pointer);
BENCHMARK(bounds_view);
BENCHMARK(color_average_pointer);
BENCHMARK(color_average_view);

}  // namespace
}  // namespace vertexview::benchmarks
