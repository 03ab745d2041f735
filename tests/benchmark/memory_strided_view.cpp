// Measures StridedView against the pointer loop that one would write by hand, over the same ten million
// records of 20 bytes and over their bytes as floats side by side. The two take turns in one process; `ratio`
// is the least time of the view divided by that of the pointer, 1 its target, and `known_ratio` is that of a
// view whose stride the compiler knows (with_stride).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "benchmark_data.hpp"
#include "cpu_time.hpp"
#include "vertexview/memory/strided_view.hpp"

namespace vertexview::benchmarks {
namespace {

// As many records as are looked at; sorting takes a part of them, and each round sorts a fresh copy.
constexpr std::size_t kSorted = 100'000;

std::span<const ColoredVertex> records() {
  return ten_million();
}
std::span<const float> floats() {
  const auto bytes = ten_million_bytes();
  return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};
}

const auto kVertices =
    StridedView<const ColoredVertex>::unchecked(ten_million_bytes().data(), ten_million().size(), 20);
const auto kX = kVertices.member(&ColoredVertex::position).member(&Vector::x);
const auto kFloats =
    StridedView<const float>::unchecked(ten_million_bytes().data(), floats().size(), sizeof(float));

std::vector<float>& target() {
  static std::vector<float> values(floats().size());
  return values;
}

using Work = std::function<void()>;

void compare(benchmark::State& state, const Work& pointer, const Work& view, const Work& known) {
  std::array<double, 3> best{1e9, 1e9, 1e9};
  for (auto _ : state) {
    best[0] = std::min(best[0], seconds_of(pointer));
    const double seconds = seconds_of(view);
    best[1] = std::min(best[1], seconds);
    best[2] = std::min(best[2], seconds_of(known));
    state.SetIterationTime(seconds);
  }
  state.counters["ratio"] = best[1] / best[0];
  state.counters["known_ratio"] = best[2] / best[0];
}

struct Box {
  Vector low{1e30F, 1e30F, 1e30F};
  Vector high{-1e30F, -1e30F, -1e30F};
  void include(const Vector& p) noexcept {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
};

// What is done to the records: to each position, colour or x of a pointer's and of a view's.
template <class Values, class Get>
void sum(const Values& values, Get get) {
  double total = 0;
  for (const auto& value : values) total += static_cast<double>(get(value));
  benchmark::DoNotOptimize(total);
}
template <class Values, class Get>
void bounds(const Values& values, Get get) {
  Box box;
  for (const auto& value : values) box.include(get(value));
  benchmark::DoNotOptimize(box);
}
template <class Values, class Get>
void color_average(const Values& values, Get get) {
  std::array<std::uint64_t, 3> sums{};
  for (const auto& value : values) {
    const Color color = get(value);
    sums[0] += color.red;
    sums[1] += color.green;
    sums[2] += color.blue;
  }
  benchmark::DoNotOptimize(sums);
}
template <class Values, class Get>
void twice(const Values& values, Get get) {
  float* out = target().data();
  for (const auto& value : values) *out++ = 2 * get(value);
}
template <class Values, class Get>
void copy(const Values& values, Get get) {
  float* out = target().data();
  for (const auto& value : values) *out++ = get(value);
}
template <class Values>
void make_vector(const Values& values) {
  const std::vector<float> made(values.begin(), values.end());
  benchmark::DoNotOptimize(made.data());
}
template <class Values>
void accumulate(const Values& values) {
  benchmark::DoNotOptimize(std::accumulate(values.begin(), values.end(), 0.0F));
}

constexpr auto kSame = [](const auto& value) { return value; };
constexpr auto kXOf = [](const ColoredVertex& v) { return v.position.x; };

template <class View>
void copy_to(const View& view) {
  if (!view.copy_to(target())) std::abort();
}

template <class Values>
void sort_copy(const Values& unsorted) {
  static std::vector<float> values;
  values.assign(unsorted.begin(), unsorted.end());
  std::ranges::sort(values);
  benchmark::DoNotOptimize(values.data());
}
template <class Make>
void sort_view(std::span<const float> unsorted, Make make) {
  static std::vector<float> values;
  values.assign(unsorted.begin(), unsorted.end());
  std::ranges::sort(
      make(*StridedView<float>::from(std::as_writable_bytes(std::span(values)), 0, values.size())));
  benchmark::DoNotOptimize(values.data());
}

void add(const std::string& name, const Work& pointer, const Work& view, const Work& known) {
  benchmark::RegisterBenchmark(("strided view/" + name).c_str(),
                               [=](benchmark::State& state) { compare(state, pointer, view, known); })
      ->UseManualTime()
      ->Iterations(10)
      ->Unit(benchmark::kMillisecond);
}

void add_records() {
  const auto position = [](const ColoredVertex& v) { return v.position; };
  const auto color = [](const ColoredVertex& v) { return v.color; };
  const auto known = *kVertices.with_stride<20>();
  const auto x = known.member(&ColoredVertex::position).member(&Vector::x);
  add("stride 20, sum of x", [] { sum(records(), kXOf); }, [] { sum(kX, kSame); }, [=] { sum(x, kSame); });
  add(
      "stride 20, bounds", [=] { bounds(records(), position); },
      [] { bounds(kVertices.member(&ColoredVertex::position), kSame); },
      [=] { bounds(known.member(&ColoredVertex::position), kSame); });
  add(
      "stride 20, colour average", [=] { color_average(records(), color); },
      [] { color_average(kVertices.member(&ColoredVertex::color), kSame); },
      [=] { color_average(known.member(&ColoredVertex::color), kSame); });
  add(
      "stride 20, ranges::copy", [] { copy(records(), kXOf); },
      [] { std::ranges::copy(kX, target().begin()); }, [=] { std::ranges::copy(x, target().begin()); });
  add("stride 20, copy_to", [] { copy(records(), kXOf); }, [] { copy_to(kX); }, [=] { copy_to(x); });
}

void add_floats() {
  const auto known = *kFloats.with_stride<4>();
  add(
      "contiguous, sum", [] { sum(floats(), kSame); }, [] { sum(kFloats, kSame); },
      [=] { sum(known, kSame); });
  add(
      "contiguous, twice", [] { twice(floats(), kSame); }, [] { twice(kFloats, kSame); },
      [=] { twice(known, kSame); });
  add(
      "contiguous, span", [] { twice(floats(), kSame); }, [] { twice(*kFloats.span(), kSame); },
      [=] { twice(*known.span(), kSame); });
  add(
      "contiguous, vector", [] { make_vector(floats()); }, [] { make_vector(kFloats); },
      [=] { make_vector(known); });
  add(
      "contiguous, ranges::copy", [] { copy(floats(), kSame); },
      [] { std::ranges::copy(kFloats, target().begin()); },
      [=] { std::ranges::copy(known, target().begin()); });
  add(
      "contiguous, accumulate", [] { accumulate(floats()); }, [] { accumulate(kFloats); },
      [=] { accumulate(known); });
  add(
      "contiguous, sort", [] { sort_copy(floats().first(kSorted)); },
      [] { sort_view(floats().first(kSorted), [](auto view) { return view; }); },
      [] { sort_view(floats().first(kSorted), [](auto view) { return *view.template with_stride<4>(); }); });
  add(
      "contiguous, copy_to beside memcpy",
      [] { std::memcpy(target().data(), floats().data(), floats().size_bytes()); }, [] { copy_to(kFloats); },
      [=] { copy_to(known); });
}

const bool kRegistered = [] {
  add_records();
  add_floats();
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
