#pragma once
#include <benchmark/benchmark.h>
#include <time.h>

namespace vertexview::benchmarks {

/// Seconds that `work` kept this thread's processor busy: other programs on the machine do not count.
template <class Work>
double seconds_of(const Work& work) {
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double begin = now();
  work();
  benchmark::ClobberMemory();
  return now() - begin;
}

}  // namespace vertexview::benchmarks
