// Measures the conversion of byte order against memcpy over the same 200 MB; `ratio` is the time divided by
// that of memcpy in the same rounds.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>

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
