#pragma once
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

namespace vertexview {

/// Starts up to `most` threads that each call `work`, for an owner whose work blocks, so that it would hold
/// up a WorkerPool. Returns fewer, or none, where the system gives no more threads or no memory for them: the
/// owner goes on with those that there are. `work` must not throw. May be called from any thread.
[[nodiscard]] std::vector<std::jthread> start_own_threads(
    std::uint64_t most, const std::function<void(const std::stop_token& stop)>& work) noexcept;

}  // namespace vertexview
