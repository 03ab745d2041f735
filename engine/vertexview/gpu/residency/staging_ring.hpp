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
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// A ring of slots in one persistently mapped buffer, through which records reach the GPU. Worker threads of
/// its own (they block on the disk) read the file into the slots in the order of the requests. The GL thread
/// has the GPU copy a full slot to its place and reuses the slot when the copy's fence has passed; it touches
/// no record, and only wait() waits. Where the system gives no thread, read() reads the records itself. All
/// functions are called on the thread of the OpenGL context.
class StagingRing {
 public:
  /// Fails with kOutOfMemory when the driver does not give the buffer. `file` must outlive the ring.
  /// `when_read`, if set, is called on a worker's thread each time a slot was read and ready() may return it.
  [[nodiscard]] static Result<std::unique_ptr<StagingRing>> create(const Dataset& file,
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

  /// Returns whether a slot is free for read(), after taking back the slots whose copies the GPU has
  /// finished.
  [[nodiscard]] bool has_room();
  /// Asks the workers to read records [first, first + count). The caller must have seen has_room(), and count
  /// must be from 1 to slot_records().
  void read(std::uint64_t first, std::uint64_t count);

  /// A range of records that is read but not yet copied.
  struct Ready {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
  };
  /// Returns the records to copy next, in the order of the requests. Their count is 0 while the workers still
  /// read them, and when nothing is left to copy.
  [[nodiscard]] Ready ready();
  /// Returns whether the workers still read what ready() will return next.
  [[nodiscard]] bool reading();
  /// Copies the first `count` records of ready() to `buffer` at record `at`.
  void copy_to(const Buffer& buffer, std::uint64_t at, std::uint64_t count);

  /// Returns why records could not be read, once: the last failure since it was asked for. Records that could
  /// not be read get positions that are not finite, which no rasterizer draws.
  [[nodiscard]] std::optional<Error> take_failure();

  /// Blocks until ready() or has_room() may change its answer, at most for the given time.
  void wait(std::chrono::milliseconds at_most);

 private:
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    std::uint64_t copied = 0;
    bool filled = false;  // set by the worker that has read the slot, under the mutex
    GLsync copies = nullptr;
  };
  StagingRing(const Dataset& file, std::uint64_t slot_records, std::uint64_t slots);
  void work(const std::stop_token& stop);
  /// Reads the records of the next slot that is asked for. `lock` holds the mutex before and after, but not
  /// meanwhile.
  void fill_next(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] std::span<ColoredVertex> room_of(const Slot& slot) const noexcept;
  [[nodiscard]] Slot& slot(std::uint64_t number) noexcept { return slots_[number % slots_.size()]; }

  const Dataset& file_;
  std::uint64_t slot_records_;
  Buffer buffer_;
  ColoredVertex* mapped_ = nullptr;
  std::vector<Slot> slots_;

  // Uses of slots are numbered, and use n lies in slot n modulo their number. These count the uses that have
  // passed each stage, so they only grow and reused_ <= copied_ <= taken_ <= asked_.
  // The GL thread owns reused_, copied_ and asked_ (which it writes under the mutex), the workers own taken_.
  std::uint64_t reused_ = 0;
  std::uint64_t copied_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t asked_ = 0;

  std::mutex mutex_;
  std::optional<Error> failure_;
  std::function<void()> when_read_;
  std::condition_variable_any asked_for_;
  std::condition_variable filled_;
  std::vector<std::jthread> workers_;  // declared last, so that they are joined before what they use goes
};

}  // namespace vertexview::gpu::detail
