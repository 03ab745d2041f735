// Asks three questions of ten million records (200 MB) through each way to read them: the pointer loop that
// one would write by hand, a StridedView, a field of a MemoryView, and the copying ways of struct.unpack and
// of a decoded array. `ratio` is the time divided by that of the pointer loop, `copied` the bytes of memory
// taken for copies.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

#include "benchmark_data.hpp"
#include "cpu_time.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"
#include "vertexview/vertex/vertex_formats.hpp"

namespace vertexview::benchmarks {
namespace {

struct Box {
  Vector low{1e30F, 1e30F, 1e30F};
  Vector high{-1e30F, -1e30F, -1e30F};
  void include(const Vector& p) noexcept {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
};

struct SumOfX {
  double sum = 0;
  void visit(const Vector& position) noexcept { sum += static_cast<double>(position.x); }
};
struct BoundsOf {
  Box box;
  void visit(const Vector& position) noexcept { box.include(position); }
};
struct ColorAverage {
  std::array<std::uint64_t, 3> sums{};
  void visit(const Color& color) noexcept {
    sums[0] += color.red;
    sums[1] += color.green;
    sums[2] += color.blue;
  }
};
template <class Question>
inline constexpr bool kAsksColor = std::is_same_v<Question, ColorAverage>;
template <class Question>
using Asked = std::conditional_t<kAsksColor<Question>, Color, Vector>;

const MemoryView& records() {
  static const MemoryView view = MemoryView::over(ten_million());
  return view;
}

template <class Question>
Question by_pointer() {
  Question question;
  const ColoredVertex* const last = ten_million().data() + ten_million().size();
  for (const ColoredVertex* v = ten_million().data(); v != last; ++v) {
    if constexpr (kAsksColor<Question>)
      question.visit(v->color);
    else
      question.visit(v->position);
  }
  return question;
}

template <class Question>
Question by_strided_view() {
  Question question;
  const auto vertices = StridedView<const ColoredVertex>::unchecked(
      ten_million_bytes().data(), ten_million().size(), sizeof(ColoredVertex));
  if constexpr (kAsksColor<Question>)
    for (const Color& color : vertices.member(&ColoredVertex::color)) question.visit(color);
  else
    for (const Vector& position : vertices.member(&ColoredVertex::position)) question.visit(position);
  return question;
}

// Every round parses the format, looks up the field and checks the type, because that is the price of
// run-time types.
template <class Question>
Question by_field_of_memory_view() {
  Question question;
  const auto field = records().field(kAsksColor<Question> ? "color" : "position");
  const auto values = field->template strided<const Asked<Question>>();
  for (const Asked<Question>& value : *values) question.visit(value);
  return question;
}

template <class Question>
Asked<Question> from_values(const std::vector<Value>& values) {
  if constexpr (kAsksColor<Question>)
    return {static_cast<std::uint16_t>(*values[3].as_unsigned()),
            static_cast<std::uint16_t>(*values[4].as_unsigned()),
            static_cast<std::uint16_t>(*values[5].as_unsigned())};
  else
    return {static_cast<float>(*values[0].as_double()), static_cast<float>(*values[1].as_double()),
            static_cast<float>(*values[2].as_double())};
}

// Reads as struct.iter_unpack does: each record becomes a list of values, one at a time.
template <class Question>
Question by_iter_unpack() {
  Question question;
  const auto unpacked = iter_unpack(records().format(), ten_million_bytes());
  for (const auto& values : *unpacked) question.visit(from_values<Question>(values));
  return question;
}

// Reads as a classic loader does: all records are decoded to an array of plain structs, which is then read.
template <class Question>
Question by_copied_array() {
  Question question;
  std::vector<Vertex> copies;
  copies.reserve(ten_million().size());
  for (const ColoredVertex& vertex : ten_million()) copies.push_back(vertex.vertex());
  for (const Vertex& vertex : copies) {
    if constexpr (kAsksColor<Question>)
      question.visit(vertex.color);
    else
      question.visit(vertex.position);
  }
  return question;
}

template <class Question>
using Way = Question (*)();

// The pointer loop runs beside every round, so that both meet the same state of the machine; the best round
// of each counts.
template <class Question>
void compare(benchmark::State& state, Way<Question> way, double copied) {
  const auto ask = [](Way<Question> one_way) {
    Question answer = one_way();
    benchmark::DoNotOptimize(answer);
  };
  double best = 1e9;
  double limit = 1e9;
  for (auto _ : state) {
    limit = std::min(limit, seconds_of([&] { ask(by_pointer<Question>); }));
    const double seconds = seconds_of([&] { ask(way); });
    best = std::min(best, seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["ratio"] = best / limit;
  state.counters["best_ms"] = best * 1e3;
  state.counters["copied_MB"] = copied / 1e6;
}

template <class Question>
void add(const std::string& name) {
  const double records_count = 1e7;
  const auto run = [&](const char* way, Way<Question> function, double copied, int rounds) {
    benchmark::RegisterBenchmark((name + "/" + way).c_str(),
                                 [=](benchmark::State& state) { compare<Question>(state, function, copied); })
        ->UseManualTime()
        ->Iterations(rounds)
        ->Unit(benchmark::kMillisecond);
  };
  constexpr int kRounds = 15;
  run("pointer", by_pointer<Question>, 0, kRounds);
  run("StridedView", by_strided_view<Question>, 0, kRounds);
  run("MemoryView.field", by_field_of_memory_view<Question>, 0, kRounds);
  run("copied array", by_copied_array<Question>, records_count * sizeof(Vertex), 5);
  run("iter_unpack", by_iter_unpack<Question>, sizeof(Value) * 6.0, 2);
}

// Reads all records as values at once, as list(struct.iter_unpack(...)) does.
void unpack_all(benchmark::State& state) {
  constexpr std::size_t kPart = 1'000'000;
  const auto bytes = ten_million_bytes().first(kPart * sizeof(ColoredVertex));
  for (auto _ : state) {
    const auto unpacked = iter_unpack(records().format(), bytes);
    std::vector<std::vector<Value>> all(unpacked->begin(), unpacked->end());
    benchmark::DoNotOptimize(all.data());
  }
  const double each = sizeof(std::vector<Value>) + 6.0 * sizeof(Value);
  state.counters["copied_MB"] = each * kPart / 1e6;
  state.counters["times_the_file"] = each / sizeof(ColoredVertex);
}

const bool kRegistered = [] {
  add<SumOfX>("sum of x");
  add<BoundsOf>("bounds");
  add<ColorAverage>("colour average");
  benchmark::RegisterBenchmark("unpack a tenth of all", unpack_all)
      ->Iterations(2)
      ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
