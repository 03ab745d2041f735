#include "vertexview/task/own_threads.hpp"

namespace vertexview {

std::vector<std::jthread> start_own_threads(
    std::uint64_t most, const std::function<void(const std::stop_token& stop)>& work) noexcept {
  std::vector<std::jthread> threads;
  try {
    threads.reserve(most);
    while (threads.size() < most) threads.emplace_back(work);
  } catch (...) {  // NOLINT(bugprone-empty-catch): the threads that there are do all of the work
  }
  return threads;
}

}  // namespace vertexview
