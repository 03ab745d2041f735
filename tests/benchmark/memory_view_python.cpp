// Measures MemoryView beside CPython's memoryview and struct, which python3's timeit times in the same run,
// for 20 bytes to 200 MB; `ratio` is our time divided by CPython's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cpu_time.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"
#include "vertexview/vertex/vertex_views.hpp"

namespace vertexview::benchmarks {
namespace {

/// What both languages do to `size` bytes.
struct Task {
  const char* name;
  std::function<void(const MemoryView& bytes)> ours;
  const char* setup;   ///< Python, after `import struct; b = bytearray(size); m = memoryview(b)`
  const char* python;  ///< what is timed
  bool by_size;        ///< whether it takes longer for more bytes
};

void use(bool succeeded) {
  if (!succeeded) std::abort();
  benchmark::ClobberMemory();
}

const std::array<Task, 6> kTasks{{
    {"cast to f", [](const MemoryView& bytes) { use(bytes.cast("f").has_value()); }, "", "m.cast('f')",
     false},
    {"slice", [](const MemoryView& bytes) { use(bytes.slice({.stop = 12}).has_value()); }, "", "m[:12]",
     false},
    // A Vector of one slice, cast, of the record, as a Python class would keep it.
    {"vector of a slice",
     [](const MemoryView& bytes) { use(vector_from(*bytes.slice({.stop = 12})->cast("f")).has_value()); },
     "class Vector:\n  def __init__(self, values): self.values = values", "Vector(m[:12].cast('f'))", false},
    {"== of floats",
     [](const MemoryView& bytes) {
       static MemoryView other;
       static std::vector<float> values;
       if (values.size() != bytes.nbytes() / 4) {
         values.assign(bytes.nbytes() / 4, 0.0F);
         other = MemoryView::over(values);
       }
       use(*bytes.cast("f") == other);
     },
     "o = memoryview(bytearray(size)).cast('f')", "m.cast('f') == o", true},
    {"hex", [](const MemoryView& bytes) { use(bytes.hex().has_value()); }, "", "m.hex()", true},
    {"iter_unpack",
     [](const MemoryView& bytes) {
       static const Format format = *Format::parse("@3f3H2x");
       const auto part = bytes.bytes()->first(bytes.nbytes() / 20 * 20);
       const auto records = iter_unpack(format, part);
       for (const auto& values : *records) benchmark::DoNotOptimize(values.data());
     },
     "s = struct.Struct('@3f3H2x'); whole = m[:size // 20 * 20]", "for r in s.iter_unpack(whole): pass",
     true},
}};

/// Returns CPython's seconds for one call, the best of three.
double python_seconds(const Task& task, std::size_t size, std::int64_t calls) {
  const std::string script = "import struct, timeit\nsize = " + std::to_string(size) +
                             "\nb = bytearray(size)\nm = memoryview(b)\n" + task.setup +
                             "\nprint(min(timeit.repeat(\"\"\"" + task.python +
                             "\"\"\", globals=globals(), number=" + std::to_string(calls) +
                             ", repeat=3)) / " + std::to_string(calls) + ")";
  const std::string command = "python3 -c '" + [&] {
    std::string quoted;
    for (const char c : script) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    return quoted;
  }() + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  double seconds = 0;
  return pipe && std::fscanf(pipe.get(), "%lf", &seconds) == 1 ? seconds : 0;
}

void beside_python(benchmark::State& state, const Task& task) {
  const auto size = static_cast<std::size_t>(state.range(0));
  std::vector<std::byte> memory(size);
  const MemoryView bytes = MemoryView::over(memory);
  // As many calls as a clock can time: a hundredth of a second at a nanosecond a byte.
  constexpr std::int64_t kMost = 100'000;
  const std::int64_t calls =
      task.by_size ? std::clamp<std::int64_t>(10'000'000 / state.range(0), 1, kMost) : kMost;
  double best = 1e9;
  for (auto _ : state) {
    const double seconds = seconds_of([&] {
      for (std::int64_t i = 0; i < calls; ++i) task.ours(bytes);
    });
    best = std::min(best, seconds / static_cast<double>(calls));
    state.SetIterationTime(seconds);
  }
  const double python = python_seconds(task, size, calls);
  if (python == 0) state.SkipWithError("python3 gave no time");
  state.counters["ours_ns"] = best * 1e9;
  state.counters["python_ns"] = python * 1e9;
  state.counters["ratio"] = best / python;
}

const bool kRegistered = [] {
  for (const Task& task : kTasks) {
    auto* const benchmark =
        benchmark::RegisterBenchmark((std::string("beside CPython/") + task.name).c_str(),
                                     [&task](benchmark::State& state) { beside_python(state, task); });
    for (const std::int64_t size : {20, 1'000, 100'000, 10'000'000, 200'000'000}) benchmark->Arg(size);
    benchmark->UseManualTime()->Iterations(3);
  }
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
