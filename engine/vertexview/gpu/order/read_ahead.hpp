#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "vertexview/gpu/order/block_order.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// Brings a mapped file from a cold disk into memory while the processor draws from the mapping, so that
/// drawing never waits for the disk. Worker threads first read one block of each region of the file (small
/// reads, spread evenly: soon a fair sample of any file), then whole regions (large reads, at the disk's
/// speed). Both are read in a fixed order, so that one number says what is there. Its threads are its own
/// because they block on the disk; its functions may be called from any thread.
///
/// A file larger than memory is read round and round, as far as pictures want it: the system keeps the
/// regions that were read last.
class ReadAhead {
 public:
  /// 64 blocks of 1024 records of 20 bytes are 1.3 MB: one read of that size runs at a disk's full speed.
  /// Larger regions would give fewer samples.
  static constexpr std::uint64_t kRegionBlocks = 64;

  /// Starts to read blocks of `block_records` records of `file`, which must outlive it. Returns null when
  /// there is nothing to read: the file is not mapped, or it has no holes and a sample of its pages is in
  /// memory. Returns null as well where the system gives no thread to read with.
  [[nodiscard]] static std::unique_ptr<ReadAhead> create(const Dataset& file, std::uint64_t block_records);
  /// Reads the file ahead whether or not it is in memory, and counts on the system to keep `kept_regions`
  /// regions.
  ReadAhead(const Dataset& file, std::uint64_t block_records, std::uint64_t kept_regions);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  [[nodiscard]] std::uint64_t blocks() const noexcept { return blocks_; }
  [[nodiscard]] std::uint64_t regions() const noexcept { return order_.count(); }
  /// Returns the region that is read at turn `turn`; turns wrap around.
  [[nodiscard]] std::uint64_t region(std::uint64_t turn) const noexcept { return order_.block(turn); }
  /// Returns the block of a region that is read as its sample, before whole regions are.
  [[nodiscard]] std::uint64_t sample_of(std::uint64_t region) const noexcept;

  /// Returns how many samples were read: those of turns [0, samples()) are in memory.
  [[nodiscard]] std::uint64_t samples() const noexcept { return samples_.load(std::memory_order_acquire); }
  /// Returns how many regions were read: those of turns [first_kept(), brought()) are in memory.
  [[nodiscard]] std::uint64_t brought() const noexcept { return brought_.load(std::memory_order_acquire); }
  [[nodiscard]] std::uint64_t first_kept() const noexcept {
    const std::uint64_t last = brought();
    return last > kept_ ? last - kept_ : 0;
  }
  /// Returns how many regions are kept in memory at a time.
  [[nodiscard]] std::uint64_t kept() const noexcept { return kept_; }
  /// Returns whether all of the file is in memory.
  [[nodiscard]] bool complete() const noexcept { return kept_ >= regions() && brought() >= regions(); }

  /// Asks for the regions of turns up to `turn`. A file that fits into memory is read without being asked
  /// for.
  void want(std::uint64_t turn);
  /// Waits until more than `samples` samples or `brought` regions are in memory, or until the time is over.
  void wait(std::uint64_t samples, std::uint64_t brought, std::chrono::milliseconds at_most);

  /// Returns whether `block` lies in a hole of a sparse file: all of its records are hole_record().
  [[nodiscard]] bool is_hole(std::uint64_t block) const noexcept { return holes_[block / kRegionBlocks]; }
  [[nodiscard]] const ColoredVertex& hole_record() const noexcept { return hole_record_; }

 private:
  /// Turns that workers take in order and finish in any order.
  struct Turns {
    std::uint64_t next = 0;
    std::uint64_t done = 0;          // all turns before this one are done
    std::set<std::uint64_t> beyond;  // turns after `done` that are done
    void finish(std::uint64_t turn);
  };

  void find_holes();
  void work(const std::stop_token& stop);
  void bring(std::uint64_t first_block, std::uint64_t count) const;

  const Dataset& file_;
  std::uint64_t block_records_;
  std::uint64_t blocks_;
  BlockOrder order_;
  std::uint64_t kept_;
  std::vector<bool> holes_;  // by region
  ColoredVertex hole_record_{};

  std::atomic<std::uint64_t> samples_{0};
  std::atomic<std::uint64_t> brought_{0};
  std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::condition_variable came_;
  Turns sample_turns_;
  Turns region_turns_;
  std::uint64_t goal_ = 0;
  std::vector<std::jthread> workers_;  // declared last, so that they end before what they use
};

}  // namespace vertexview::gpu::detail
