// Measures the reading of points as text against limits of the same run, in processor time of all threads:
// reading the bytes, finding the line breaks (memchr), and reading the numbers with std::from_chars or
// strtof, which is what simple readers do.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "memory_read.hpp"
#include "vertexview/formats/container.hpp"

namespace vertexview::benchmarks {
namespace {

/// Returns 500,000 lines in one of the ways that programs write them.
std::string lines(const char* format, bool colored) {
  constexpr int kLines = 500'000;
  std::mt19937 random(1);
  std::uniform_real_distribution<double> some(-100, 100);
  std::string text;
  char line[256];
  for (int i = 0; i < kLines; ++i) {
    int size = std::snprintf(line, sizeof(line), format, some(random), some(random), some(random));
    text.append(line, static_cast<std::size_t>(size));
    if (colored) {
      size = std::snprintf(line, sizeof(line), " %u %u %u", static_cast<unsigned>(random() % 256),
                           static_cast<unsigned>(random() % 256), static_cast<unsigned>(random() % 256));
      text.append(line, static_cast<std::size_t>(size));
    }
    text += '\n';
  }
  return text;
}

/// Returns the fewest seconds of several runs that `work` kept the processors busy, on all threads of this
/// program: other programs on the machine do not count.
template <class Work>
double processor_seconds(const Work& work) {
  constexpr int kRuns = 7;
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  double fewest = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kRuns; ++i) {
    const double begin = now();
    work();
    benchmark::ClobberMemory();
    fewest = std::min(fewest, now() - begin);
  }
  return fewest;
}

std::size_t count_line_breaks(const std::string& text) {
  std::size_t count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) !=
         nullptr) {
    ++count;
    if (++at == end) break;
  }
  return count;
}

double sum_of_numbers(const std::string& text) {
  double sum = 0;
  const char* at = text.c_str();
  for (char* end = nullptr;; at = end) {
    sum += static_cast<double>(std::strtof(at, &end));
    if (end == at) return sum;
    if (*end == ',') ++end;
  }
}

/// Stores the numbers, as a reader does that knows how many lines there are.
void store_numbers(const std::string& text, std::vector<float>& numbers) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::size_t count = 0;
  while (at != end) {
    if (*at <= ' ' || *at == ',') {
      ++at;
      continue;
    }
    at = std::from_chars(at, end, numbers[count++]).ptr;
  }
}

void read_text(benchmark::State& state, const char* format, bool colored) {
  const std::string text = lines(format, colored);
  const FileBytes file{"cloud.xyz", std::as_bytes(std::span(text))};
  const double breaks = processor_seconds([&] { benchmark::DoNotOptimize(count_line_breaks(text)); });
  const double numbers = processor_seconds([&] { benchmark::DoNotOptimize(sum_of_numbers(text)); });
  std::vector<float> room(std::size_t{6} * 500'000);
  const double stored = processor_seconds([&] { store_numbers(text, room); });
  const double bytes = processor_seconds([&] { benchmark::DoNotOptimize(read_words(file.bytes)); });
  const double read = processor_seconds([&] { benchmark::DoNotOptimize(text_reader().read(file, nullptr)); });
  for (auto _ : state) benchmark::DoNotOptimize(text_reader().read(file, nullptr));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["MB_a_second_and_core"] = static_cast<double>(text.size()) / read / 1e6;
  state.counters["time_to_from_chars"] = read / stored;
  state.counters["time_to_strtof"] = read / numbers;
  state.counters["time_to_memchr"] = read / breaks;
  state.counters["time_to_memory_read"] = read / bytes;
}

const bool kRegistered = [] {
  const auto add = [](const char* name, const char* format, bool colored) {
    benchmark::RegisterBenchmark(name, read_text, format, colored)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  };
  add("read text/3 decimals and colours", "%.3f %.3f %.3f", true);
  add("read text/6 decimals", "%.6f %.6f %.6f", false);
  add("read text/17 digits", "%.17g,%.17g,%.17g", false);
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
