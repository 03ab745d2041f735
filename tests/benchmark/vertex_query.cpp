// Measures questions about all records against reading their memory in the same run, with the same threads.
#include <benchmark/benchmark.h>

#include <array>
#include <cstring>
#include <vector>

#include "benchmark_data.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::benchmarks {
namespace {

/// Ten million float32 numbers, one after the other.
std::span<const std::byte> column() {
  static const std::vector<float> numbers = [] {
    std::vector<float> made;
    made.reserve(ten_million().size());
    for (const ColoredVertex& vertex : ten_million()) made.push_back(vertex.position.z);
    return made;
  }();
  return std::as_bytes(std::span(numbers));
}

/// Adds up all words of the bytes on all workers: nothing that reads them is faster.
void read(benchmark::State& state, std::span<const std::byte> bytes) {
  constexpr std::size_t kLanes = 8;
  using Words = std::array<std::uint64_t, kLanes>;
  for (auto _ : state) {
    std::vector<Words> sums(worker_count(bytes.size()));
    const auto add = [&](const Chunk& chunk, std::size_t worker) {
      Words sum = {};
      for (std::uint64_t at = chunk.first; at + sizeof(Words) <= chunk.first + chunk.count;
           at += sizeof(Words)) {
        Words words;
        std::memcpy(words.data(), bytes.data() + at, sizeof(words));
        for (std::size_t lane = 0; lane < kLanes; ++lane) sum[lane] += words[lane];
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) sums[worker][lane] += sum[lane];
    };
    parallel_for(bytes.size(), {.chunk = std::uint64_t{1} << 22}, add).value();
    benchmark::DoNotOptimize(sums.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

/// Finds the records for which the text holds.
void ask(benchmark::State& state, std::span<const std::byte> bytes, const char* layout, const char* text) {
  Dataset::Options options;
  if (layout != nullptr) options.layout = Layout{.schema = parse_schema(layout).value()};
  const auto file = *Dataset::over(bytes, options);
  const auto condition = *Expression::compile(text, file.layout().schema);
  for (auto _ : state) benchmark::DoNotOptimize(find_where(file, condition));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void read_records(benchmark::State& state) {
  read(state, ten_million_bytes());
}
void read_column(benchmark::State& state) {
  read(state, column());
}
void ask_records(benchmark::State& state, const char* text) {
  ask(state, ten_million_bytes(), nullptr, text);
}
void ask_column(benchmark::State& state, const char* text) {
  ask(state, column(), "<f:z:", text);
}

BENCHMARK(read_records)->UseRealTime();
BENCHMARK_CAPTURE(ask_records, few, "z > 999")->UseRealTime();
BENCHMARK_CAPTURE(ask_records, half, "z > 0")->UseRealTime();
BENCHMARK_CAPTURE(ask_records, integer, "red == 65535")->UseRealTime();
BENCHMARK_CAPTURE(ask_records, length, "length(position) < 500")->UseRealTime();
BENCHMARK_CAPTURE(ask_records, three, "z > 3 && red > 10000 && !isnan(x)")->UseRealTime();
BENCHMARK(read_column)->UseRealTime();
BENCHMARK_CAPTURE(ask_column, few, "z > 999")->UseRealTime();
BENCHMARK_CAPTURE(ask_column, half, "z > 0")->UseRealTime();

}  // namespace
}  // namespace vertexview::benchmarks
