// Measures the conversion of byte order against memcpy over the same 200 MB, where `ratio` is the time
// divided by that of memcpy in the same rounds; and at sizes from one number on against the loop that one
// would write by hand, which the compiler makes for that very record, where `ratio` is the median of the
// times divided by that of the loop in the same round. Target: 1 at every size.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "benchmark_data.hpp"
#include "cpu_time.hpp"
#include "vertexview/memory/byteswap.hpp"
#include "vertexview/memory/format.hpp"

namespace vertexview::benchmarks {
namespace {

std::span<std::byte> target() {
  static std::vector<std::byte> bytes(ten_million_bytes().size(), std::byte{1});
  return bytes;
}

void compare(benchmark::State& state, const std::function<void()>& work) {
  const auto copy = [] { std::memcpy(target().data(), ten_million_bytes().data(), target().size()); };
  copy();
  double best = 1e9;
  double limit = 1e9;
  for (auto _ : state) {
    limit = std::min(limit, seconds_of(copy));
    const double seconds = seconds_of(work);
    best = std::min(best, seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["ratio"] = best / limit;
  state.counters["GB_per_s"] = static_cast<double>(target().size()) / best / 1e9;
}

void require(const Result<void>& done, benchmark::State& state) {
  if (!done) state.SkipWithError(done.error().message.c_str());
}

template <class Word>
[[gnu::noinline]] void swap_by_hand(const std::byte* source, std::byte* target, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, source + i * sizeof(Word), sizeof(Word));
    word = byteswapped(word);
    std::memcpy(target + i * sizeof(Word), &word, sizeof(Word));
  }
}

// The loop for this very record: the compiler knows every field.
[[gnu::noinline]] void swap_vertices_by_hand(const std::byte* source, std::byte* target, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i, source += 20, target += 20) {
    detail::swap_words<std::uint32_t>(source, target, 3);
    detail::swap_words<std::uint16_t>(source + 12, target + 12, 3);
    std::memcpy(target + 18, source + 18, 2);
  }
}

void compare_with_loop(benchmark::State& state, const std::function<void()>& work,
                       const std::function<void()>& loop) {
  // As many calls as convert 1 MB, so that a clock can time them.
  const auto calls = std::max<std::int64_t>(1, 1'000'000 / std::max<std::int64_t>(state.range(0), 8));
  const auto repeated = [calls](const std::function<void()>& call) {
    return [&call, calls] {
      for (std::int64_t i = 0; i < calls; ++i) call();
    };
  };
  double best = 1e9;
  std::vector<double> ratios;
  for (auto _ : state) {
    const double limit = seconds_of(repeated(loop));
    const double seconds = seconds_of(repeated(work));
    best = std::min(best, seconds);
    ratios.push_back(seconds / limit);
    state.SetIterationTime(seconds);
  }
  std::ranges::sort(ratios);
  state.counters["ratio"] = ratios[ratios.size() / 2];
  state.counters["ns_a_call"] = best * 1e9 / static_cast<double>(calls);
}

template <class Word>
void by_size(benchmark::State& state) {
  const auto size =
      std::max(sizeof(Word), static_cast<std::size_t>(state.range(0)) / sizeof(Word) * sizeof(Word));
  compare_with_loop(
      state,
      [&] {
        require(byteswap_copy(ten_million_bytes().first(size), target().first(size), sizeof(Word)), state);
      },
      [&] { swap_by_hand<Word>(ten_million_bytes().data(), target().data(), size / sizeof(Word)); });
}

void vertices_by_size(benchmark::State& state) {
  static const Format format = *Format::parse("@3f3Hxx");
  const auto size = std::max<std::size_t>(1, static_cast<std::size_t>(state.range(0)) / 20) * 20;
  compare_with_loop(
      state,
      [&] { require(byteswap_copy(format, ten_million_bytes().first(size), target().first(size)), state); },
      [&] { swap_vertices_by_hand(ten_million_bytes().data(), target().data(), size / 20); });
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t size : {1, 2, 4, 8, 20, 64, 200, 1'000, 4'000, 64'000, 1'000'000, 200'000'000})
    benchmark->Arg(size);
  benchmark->UseManualTime()->Iterations(25);
}
BENCHMARK(by_size<std::uint16_t>)->Name("byteswap/2 bytes, by size")->Apply(sizes);
BENCHMARK(by_size<std::uint32_t>)->Name("byteswap/4 bytes, by size")->Apply(sizes);
BENCHMARK(by_size<std::uint64_t>)->Name("byteswap/8 bytes, by size")->Apply(sizes);
BENCHMARK(vertices_by_size)->Name("byteswap/@3f3Hxx, by size")->Apply(sizes);

const bool kRegistered = [] {
  const auto add = [](const std::string& name, const std::function<void(benchmark::State&)>& work) {
    benchmark::RegisterBenchmark(name.c_str(),
                                 [work](benchmark::State& state) { compare(state, [&] { work(state); }); })
        ->UseManualTime()
        ->Iterations(10)
        ->Unit(benchmark::kMillisecond);
  };
  for (const std::size_t width : {2U, 4U, 8U}) {
    const std::string name = "byteswap/" + std::to_string(width) + " bytes";
    add(name + ", copy",
        [=](benchmark::State& s) { require(byteswap_copy(ten_million_bytes(), target(), width), s); });
    add(name + ", in place", [=](benchmark::State& s) { require(byteswap_in_place(target(), width), s); });
  }
  // The first record has no number that a boundary of a register cuts; the others, of 18 and 15 bytes, have.
  for (const char* text : {"<3f3Hxx", "<3f3H", "<BdHf"}) {
    const Format format = *Format::parse(text);
    const auto size = ten_million_bytes().size() / format.itemsize() * format.itemsize();
    add("byteswap/" + format.text() + ", copy", [=](benchmark::State& s) {
      require(byteswap_copy(format, ten_million_bytes().first(size), target().first(size)), s);
    });
    add("byteswap/" + format.text() + ", in place",
        [=](benchmark::State& s) { require(byteswap_in_place(format, target().first(size)), s); });
  }
  return true;
}();

}  // namespace
}  // namespace vertexview::benchmarks
