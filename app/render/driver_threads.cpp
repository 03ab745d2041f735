#include "render/driver_threads.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "vertexview/task/own_threads.hpp"

namespace vertexview::app {
namespace {

/// Returns whether the system gives so many threads at a time.
bool can_start(unsigned threads) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  const auto started = start_own_threads(threads, [&](const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
  });
  return started.size() == threads;
}

}  // namespace

void spare_driver_threads() {
#ifdef __linux__
  // One for each core that draws triangles, and one for each that computes; more cores than these are not
  // used.
  constexpr unsigned kMostCores = 32;
  const unsigned cores = std::clamp(std::thread::hardware_concurrency(), 1U, kMostCores);
  if (std::getenv("LP_NUM_THREADS") == nullptr && !can_start(2 * cores)) ::setenv("LP_NUM_THREADS", "0", 0);
#endif
}

}  // namespace vertexview::app
