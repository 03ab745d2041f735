#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/gpu/residency/staging_ring.hpp"

namespace vertexview::gpu::detail {

/// How GPU memory is divided between the chunks' pool and the staging ring.
struct PoolPlan {
  std::uint64_t chunk_records = 0;
  std::uint64_t pieces = 0;  // how many chunks are in GPU memory at a time
  std::uint64_t slot_records = 0;
  std::uint64_t slots = 0;
};

/// Returns the plan for a file of `records` within `budget` bytes of GPU memory: room for the whole file
/// where that fits, else a pool of at least four chunks of at most `chunk_records` (a power of two) each.
/// Fails with kInvalidArgument when even the smallest pool does not fit.
[[nodiscard]] Result<PoolPlan> plan_pool(std::uint64_t records, std::uint64_t budget,
                                         std::uint64_t chunk_records = kChunkRecords);

/// Keeps chunks in GPU memory of its own, filled through a staging ring. With room for all chunks it uploads
/// each once and keeps it. With less room it is a pool: a chunk that was drawn gives its place to the next
/// chunk that is asked for. Called on the thread of the OpenGL context.
class StagedChunks final : public ChunkStore {
 public:
  /// Makes a buffer of that many bytes, or returns an empty one when there is no memory. Tests replace it to
  /// play a GPU that is full.
  using Allocate = std::function<Buffer(std::uint64_t bytes)>;

  /// `file` must outlive the store.
  StagedChunks(const Dataset& file, const PoolPlan& plan, Allocate allocate);
  StagedChunks(const Dataset& file, const PoolPlan& plan);

  [[nodiscard]] Chunk acquire(std::uint64_t index) override;
  void release(std::uint64_t index) override;
  [[nodiscard]] Result<void> upload(std::uint64_t max_bytes) override;
  [[nodiscard]] bool reading() const noexcept override { return ring_ != nullptr && ring_->reading(); }
  void wait(std::chrono::milliseconds at_most) override;
  [[nodiscard]] std::uint64_t resident() const noexcept override;
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept override;
  [[nodiscard]] Residency residency() const noexcept override;

 private:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  /// Memory on the GPU for one chunk.
  struct Piece {
    Buffer buffer;
    std::uint64_t bytes = 0;
    std::uint64_t chunk = kNone;
    std::uint64_t filled = 0;    // how many records of the chunk are there
    std::uint64_t released = 0;  // the time on clock_ at which it was released; 0 while it is in use
  };

  [[nodiscard]] bool streams() const noexcept { return most_pieces_ < chunk_count(); }
  /// Queues chunk `index` for reading, unless it is queued already.
  void want(std::uint64_t index);
  void ask();
  /// Returns the piece that holds chunk `index`, or gives it one; null when every piece is still to be drawn.
  /// Fails as new_piece() does.
  [[nodiscard]] Result<Piece*> piece_for(std::uint64_t index);
  [[nodiscard]] Result<Piece*> new_piece(std::uint64_t index);
  /// Returns the piece that was released first, without its chunk; null when none was released.
  [[nodiscard]] Piece* replace_oldest() noexcept;
  /// Makes `piece` the place of chunk `index`, of which nothing is there yet.
  void give(Piece& piece, std::uint64_t index) noexcept;
  void settle_for_less();

  const Dataset& file_;
  PoolPlan plan_;
  Allocate allocate_;
  std::uint64_t most_pieces_;
  std::vector<Piece> pieces_;
  std::vector<std::uint64_t> piece_of_;  // the piece that holds each chunk, or kNone
  std::deque<std::uint64_t> wanted_;     // the chunks to read; of the front one, from record asked_ on
  std::vector<bool> is_wanted_;          // from want() until the last record is copied
  std::uint64_t asked_ = 0;
  bool full_once_ = false;
  std::uint64_t clock_ = 0;
  std::unique_ptr<StagingRing> ring_;  // exists only while there is something to read
};

}  // namespace vertexview::gpu::detail
