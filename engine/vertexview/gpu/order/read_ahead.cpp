#include "vertexview/gpu/order/read_ahead.hpp"

#include <algorithm>
#include <utility>

#include "vertexview/gpu/gl/device_memory.hpp"
#include "vertexview/task/own_threads.hpp"

namespace vertexview::gpu::detail {

namespace {

// A disk is fastest with several requests at a time: an NVMe disk needs about eight to reach its full speed.
// The eight threads mostly wait for it, so that they take no cores from drawing.
constexpr std::uint64_t kWorkers = 8;
// This many pages, spread over the file, tell whether it is in memory: asking for them takes less than a
// millisecond.
constexpr std::uint64_t kProbes = 256;
// The system takes a few pages back from any large file, and waiting for those costs less than a feed.
constexpr std::uint64_t kMostMissing = 2;
// Holes are looked for up to this many; what lies beyond is read like data, so that a file of nothing but
// small holes does not hold up the first picture.
constexpr int kMostPieces = 1 << 16;

bool has_holes(const Dataset& file) {
  return file.records().next_hole(0) < file.size();
}

bool in_memory(const Dataset& file) {
  const BlockOrder spread(file.size());
  const std::uint64_t most = file.size() < kProbes ? 0 : kMostMissing;
  std::uint64_t missing = 0;
  for (std::uint64_t i = 0; i < std::min(kProbes, file.size()) && missing <= most; ++i)
    missing += file.records().in_memory(spread.block(i)) ? 0U : 1U;
  return missing <= most;
}

}  // namespace

std::unique_ptr<ReadAhead> ReadAhead::create(const Dataset& file, std::uint64_t block_records) {
  if (!file.records().in_files() || file.empty() || (in_memory(file) && !has_holes(file))) return nullptr;
  // Only half of the free memory is counted on, so that other programs' pages are not driven out.
  const std::uint64_t region_bytes = kRegionBlocks * block_records * file.stride();
  auto feed = std::make_unique<ReadAhead>(file, block_records, free_system_memory() / 2 / region_bytes);
  return feed->workers_.empty() ? nullptr : std::move(feed);
}

ReadAhead::ReadAhead(const Dataset& file, std::uint64_t block_records, std::uint64_t kept_regions)
    : file_(file),
      block_records_(block_records),
      blocks_((file.size() - 1) / block_records + 1),
      order_((blocks_ - 1) / kRegionBlocks + 1),
      kept_(std::max<std::uint64_t>(kept_regions, 1)),
      holes_(order_.count()) {
  find_holes();
  if (kept_ >= regions()) goal_ = regions();
  workers_ =
      start_own_threads(std::min(kWorkers, regions()), [this](const std::stop_token& stop) { work(stop); });
}

ReadAhead::~ReadAhead() = default;

std::uint64_t ReadAhead::sample_of(std::uint64_t region) const noexcept {
  // The sample lies at another place in every region, because files may be periodic: 37 is coprime to 64, so
  // all places have their turn.
  constexpr std::uint64_t kSpread = 37;
  const std::uint64_t first = region * kRegionBlocks;
  return first + region * kSpread % std::min(kRegionBlocks, blocks_ - first);
}

void ReadAhead::find_holes() {
  const RecordStreams& records = file_.records();
  const std::uint64_t region_records = kRegionBlocks * block_records_;
  bool any = false;
  std::uint64_t hole = records.next_hole(0);
  for (int pieces = 0; hole < records.count() && pieces < kMostPieces; ++pieces) {
    const std::uint64_t data = hole + records.records_in_hole(hole);
    const std::uint64_t last = data == records.count() ? regions() : data / region_records;
    for (std::uint64_t region = (hole + region_records - 1) / region_records; region < last; ++region) {
      if (!any) file_.read(region * region_records, {&hole_record_, 1});
      any = holes_[region] = true;
    }
    hole = records.next_hole(data);
  }
}

void ReadAhead::Turns::finish(std::uint64_t turn) {
  beyond.insert(turn);
  while (!beyond.empty() && *beyond.begin() == done) {
    beyond.erase(beyond.begin());
    ++done;
  }
}

void ReadAhead::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto has_work = [this] { return sample_turns_.next < regions() || region_turns_.next < goal_; };
  while (wanted_.wait(lock, stop, has_work)) {
    if (stop.stop_requested()) return;
    const bool samples = sample_turns_.next < regions();
    Turns& turns = samples ? sample_turns_ : region_turns_;
    const std::uint64_t turn = turns.next++;
    const std::uint64_t region = order_.block(turn);
    if (!holes_[region]) {
      lock.unlock();
      if (samples)
        bring(sample_of(region), 1);
      else
        bring(region * kRegionBlocks, kRegionBlocks);
      lock.lock();
    }
    turns.finish(turn);
    (samples ? samples_ : brought_).store(turns.done, std::memory_order_release);
    came_.notify_all();
  }
}

/// Reads blocks into memory. It ignores bytes that the file has lost meanwhile, because the thread that draws
/// from them finds out and reports it.
void ReadAhead::bring(std::uint64_t first_block, std::uint64_t count) const {
  const std::uint64_t first = first_block * block_records_;
  (void)file_.records().populate(first, std::min(count * block_records_, file_.size() - first));
}

void ReadAhead::want(std::uint64_t turn) {
  {
    const std::lock_guard lock(mutex_);
    if (turn <= goal_) return;
    goal_ = turn;
  }
  wanted_.notify_all();
}

void ReadAhead::wait(std::uint64_t samples, std::uint64_t brought, std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, at_most, [&] { return sample_turns_.done > samples || region_turns_.done > brought; });
}

}  // namespace vertexview::gpu::detail
