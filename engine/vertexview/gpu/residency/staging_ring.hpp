#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::gpu::detail {

/// A ring of slots in one persistently mapped buffer, through which records reach the GPU: worker threads
/// read a file into the slots, in the order they were asked to, and the GL thread copies slots on the GPU and
/// takes each back when its fence has passed. The GL thread touches no record and waits for nothing.
class StagingRing {
 public:
  /// kOutOfMemory when the buffer cannot be had. `file` must outlive the ring. `when_read`, if set, is called
  /// on a worker's thread after ready() may have more to give.
  [[nodiscard]] static Result<std::unique_ptr<StagingRing>> create(const VertexFile& file,
                                                                   std::uint64_t slot_records,
                                                                   std::uint64_t slots,
                                                                   std::function<void()> when_read = {});
  StagingRing(const StagingRing&) = delete;
  StagingRing& operator=(const StagingRing&) = delete;
  ~StagingRing();

  [[nodiscard]] std::uint64_t slot_records() const noexcept { return slot_records_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept {
    return slots_.size() * slot_records_ * sizeof(ColoredVertex);
  }

  /// Whether read() has a slot to give; takes back those whose copies are done.
  [[nodiscard]] bool has_room();
  /// Asks the workers for records [first, first + count); needs has_room() and count <= slot_records().
  void read(std::uint64_t first, std::uint64_t count);

  /// Records that are read but not yet copied, the oldest first.
  struct Ready {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
  };
  /// What to copy next; a count of 0 while the workers are at it or nothing was asked for.
  [[nodiscard]] Ready ready();
  /// Copies the first `count` records of ready() to `buffer` at record `at`.
  void copy_to(const Buffer& buffer, std::uint64_t at, std::uint64_t count);

  /// Why records could not be read, told once. They get positions that are not finite, so that they are never
  /// drawn.
  [[nodiscard]] std::optional<Error> take_failure();

  /// Until ready() or has_room() changes its answer, or the time is over.
  void wait(std::chrono::milliseconds at_most);

 private:
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    std::uint64_t copied = 0;
    bool filled = false;  // by a worker, under the mutex
    GLsync copies = nullptr;
  };
  StagingRing(const VertexFile& file, std::uint64_t slot_records, std::uint64_t slots);
  void work(const std::stop_token& stop);
  [[nodiscard]] std::span<ColoredVertex> room_of(const Slot& slot) const noexcept;
  [[nodiscard]] Slot& slot(std::uint64_t number) noexcept { return slots_[number % slots_.size()]; }

  const VertexFile& file_;
  std::uint64_t slot_records_;
  Buffer buffer_;
  ColoredVertex* mapped_ = nullptr;
  std::vector<Slot> slots_;

  // Slots by the number of their use, which only grows: reused_ <= copied_ <= taken_ <= asked_. The GL thread
  // owns the first two and asked_ (written under the mutex), the workers taken_.
  std::uint64_t reused_ = 0;
  std::uint64_t copied_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t asked_ = 0;

  std::mutex mutex_;
  std::optional<Error> failure_;
  std::function<void()> when_read_;
  std::condition_variable_any asked_for_;
  std::condition_variable filled_;
  std::vector<std::jthread> workers_;  // last: they end before what they use
};

}  // namespace vertexview::gpu::detail
