#include "vertexview/vertex/statistics.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

#include "vertexview/vertex/scan_kernel.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview {
namespace {

// 5 MiB of canonical records: long enough that claiming one costs nothing, short enough to cancel at once.
constexpr std::uint64_t kChunk = std::uint64_t{1} << 18;

Statistics scan_chunk(const VertexFile& file, std::uint64_t first, std::uint64_t count, ScanKernel kernel) {
  Statistics statistics;
  kernel(file.record(first).data(), count, statistics);
  return statistics;
}

/// Which of two equal zeros a minimum keeps depends on the order of the threads; adding +0 leaves one kind.
void settle_zero(Bounds& bounds) noexcept {
  for (Vector* corner : {&bounds.min, &bounds.max})
    *corner = {corner->x + 0.0F, corner->y + 0.0F, corner->z + 0.0F};
}

}  // namespace

void Bounds::include(const Vector& position) noexcept {
  if (!std::isfinite(position.x) || !std::isfinite(position.y) || !std::isfinite(position.z)) return;
  include(Bounds{position, position});
}

void Bounds::include(const Bounds& other) noexcept {
  min = {std::min(min.x, other.min.x), std::min(min.y, other.min.y), std::min(min.z, other.min.z)};
  max = {std::max(max.x, other.max.x), std::max(max.y, other.max.y), std::max(max.z, other.max.z)};
}

void Statistics::include(const Statistics& other) noexcept {
  count += other.count;
  non_finite += other.non_finite;
  bounds.include(other.bounds);
  color_min = {std::min(color_min.red, other.color_min.red), std::min(color_min.green, other.color_min.green),
               std::min(color_min.blue, other.color_min.blue)};
  color_max = {std::max(color_max.red, other.color_max.red), std::max(color_max.green, other.color_max.green),
               std::max(color_max.blue, other.color_max.blue)};
}

Result<Statistics> scan(const VertexFile& file, Progress* progress, unsigned threads) {
  const std::uint64_t chunks = (file.size() + kChunk - 1) / kChunk;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const auto workers = static_cast<std::size_t>(std::clamp<std::uint64_t>(chunks, 1, threads));
  if (progress != nullptr) progress->start(file.size());

  std::vector<Statistics> parts(workers);
  std::atomic<std::uint64_t> next{0};
  const auto work = [&](Statistics& part) {
    const ScanKernel kernel = best_scan_kernel();
    while (progress == nullptr || !progress->cancelled()) {
      const std::uint64_t chunk = next.fetch_add(1, std::memory_order_relaxed);
      if (chunk >= chunks) break;
      const std::uint64_t first = chunk * kChunk;
      const std::uint64_t count = std::min(kChunk, file.size() - first);
      part.include(scan_chunk(file, first, count, kernel));
      if (progress != nullptr) progress->advance(count);
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < workers; ++i) helpers.emplace_back(work, std::ref(parts[i]));
    work(parts[0]);
  }

  Statistics total;
  for (const Statistics& part : parts) total.include(part);
  if (total.count != file.size())
    return fail(
        ErrorCode::kCancelled,
        "cancelled after " + std::to_string(total.count) + " of " + std::to_string(file.size()) + " vertices",
        file.path());
  settle_zero(total.bounds);
  return total;
}

Statistics sample(const VertexFile& file, std::uint64_t samples) noexcept {
  Statistics statistics;
  const std::uint64_t taken = std::min(samples, file.size());
  // Record i * (size - 1) / (taken - 1) in two parts, since the product does not fit in 64 bits.
  const std::uint64_t steps = taken > 1 ? taken - 1 : 1;
  const std::uint64_t last = file.size() - 1;
  for (std::uint64_t i = 0; i < taken; ++i) {
    const std::uint64_t index = i * (last / steps) + i * (last % steps) / steps;
    const ColoredVertex vertex = file[index];
    scan_scalar(reinterpret_cast<const std::byte*>(&vertex), 1, statistics);
  }
  return statistics;
}

}  // namespace vertexview
