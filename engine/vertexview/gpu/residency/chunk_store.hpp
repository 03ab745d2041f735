#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// A chunk holds at most this many records, 80 MiB: small enough for 128 MiB storage blocks and for drivers
/// that compute offsets in 32 bits (Mesa's vertex fetch), large enough that a billion records are 239 draws.
inline constexpr std::uint64_t kChunkRecords = std::uint64_t{1} << 22;

/// Canonical records [first, first + count) of a file, at the beginning of an OpenGL buffer.
struct Chunk {
  GLuint buffer = 0;
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

/// The chunks of one file as rasterizers use them: acquire() a chunk, draw what it returns, and release() it
/// once all of it is drawn. All functions are called on the thread of the OpenGL context.
class ChunkStore {
 public:
  explicit ChunkStore(std::uint64_t records, std::uint64_t chunk_records)
      : records_(records), chunk_records_(chunk_records) {}
  ChunkStore(const ChunkStore&) = delete;
  ChunkStore& operator=(const ChunkStore&) = delete;
  virtual ~ChunkStore() = default;

  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  [[nodiscard]] std::uint64_t chunk_count() const noexcept {
    return records_ / chunk_records_ + (records_ % chunk_records_ != 0 ? 1 : 0);
  }
  /// Returns how many records chunk `index` has when all of it is on the GPU.
  [[nodiscard]] std::uint64_t share(std::uint64_t index) const noexcept {
    const std::uint64_t first = index * chunk_records_;
    return records_ - first < chunk_records_ ? records_ - first : chunk_records_;
  }

  /// Returns the part of chunk `index` that is on the GPU, which stays there until the next upload(). Where
  /// that is fewer records than share(index), the rest is asked for and comes with a later upload().
  [[nodiscard]] virtual Chunk acquire(std::uint64_t index) = 0;
  /// Says that all of chunk `index` is drawn, so that another chunk may take its place.
  virtual void release(std::uint64_t index) = 0;

  /// Sets what a worker's thread calls each time that it has read something for upload(). Must come before
  /// the first upload().
  virtual void set_when_read(std::function<void()> when_read) { when_read_ = std::move(when_read); }

  /// Moves at most about `max_bytes` of what the workers have read to the GPU; see VertexBuffer::upload().
  [[nodiscard]] virtual Result<void> upload(std::uint64_t max_bytes) = 0;
  /// Returns whether upload() has nothing to do until a worker has read more; see VertexBuffer::reading().
  [[nodiscard]] virtual bool reading() const noexcept = 0;
  /// Waits until upload() has something to do, or until the time is over.
  virtual void wait(std::chrono::milliseconds at_most) = 0;

  /// Waits for, and uploads, some more of a streamed file, in a draw that has made room for it and has
  /// nothing else to do. Returns false where that failed.
  [[nodiscard]] bool stream_in() {
    // Waiting and copying together stay well within the 16 ms of a frame.
    constexpr std::chrono::milliseconds kPatience{4};
    constexpr std::uint64_t kBytesPerDraw = std::uint64_t{64} << 20;
    wait(kPatience);
    return upload(kBytesPerDraw).has_value();
  }

  /// Returns how many records are on the GPU. For a streamed file whose pool has been full once, these are
  /// all records, because the others can be streamed in.
  [[nodiscard]] virtual std::uint64_t resident() const noexcept = 0;
  /// Returns how many records a picture can show by now: all of a streamed file, which comes in while it is
  /// drawn.
  [[nodiscard]] std::uint64_t drawable() const noexcept {
    return residency() == Residency::kStreamed ? records_ : std::min(resident(), records_);
  }
  /// Returns the bytes of GPU memory in use, staging memory included.
  [[nodiscard]] virtual std::uint64_t gpu_bytes() const noexcept = 0;
  [[nodiscard]] virtual Residency residency() const noexcept = 0;
  /// Returns what a person should know about the memory, or an empty text.
  [[nodiscard]] const std::string& notice() const noexcept { return notice_; }

 protected:
  [[nodiscard]] std::uint64_t chunk_records() const noexcept { return chunk_records_; }
  void set_notice(std::string text) { notice_ = std::move(text); }
  [[nodiscard]] const std::function<void()>& when_read() const noexcept { return when_read_; }

 private:
  std::uint64_t records_;
  std::uint64_t chunk_records_;
  std::string notice_;
  std::function<void()> when_read_;
};

}  // namespace vertexview::gpu::detail
