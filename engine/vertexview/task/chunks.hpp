#pragma once
#include <cstdint>
#include <functional>
#include <memory>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Records [first, first + count) of a long run.
struct Chunk {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

/// What one thread does with a chunk: `make` prepares it in a buffer of its own, beside the other threads;
/// `write` gives the buffer away.
class ChunkWorker {
 public:
  ChunkWorker() = default;
  ChunkWorker(const ChunkWorker&) = delete;
  ChunkWorker& operator=(const ChunkWorker&) = delete;
  virtual ~ChunkWorker() = default;
  [[nodiscard]] virtual Result<void> make(const Chunk& chunk) = 0;
  [[nodiscard]] virtual Result<void> write(const Chunk& chunk) = 0;
};

enum class WriteOrder : std::uint8_t {
  kAny,         ///< write() is called from several threads at once, in any order
  kFirstToLast  ///< write() is called for one chunk after the other
};

/// Splits [0, count) into chunks of `chunk_size` and has them made on every core, one worker a thread, so
/// that memory stays at one buffer a thread. Stops at the first Error and answers it, or kCancelled when
/// `progress` was cancelled; progress counts records.
[[nodiscard]] Result<void> run_chunks(std::uint64_t count, std::uint64_t chunk_size, WriteOrder order,
                                      Progress& progress,
                                      const std::function<std::unique_ptr<ChunkWorker>()>& new_worker);

}  // namespace vertexview
