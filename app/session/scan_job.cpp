#include "session/scan_job.hpp"

#include <utility>

namespace vertexview::app {
namespace {

// Fewer records fit several layouts by accident, so that a doubt about them would often be wrong.
constexpr std::uint64_t kFewestToDoubt = 32;

}  // namespace

ScanJob::ScanJob(Dataset file, const Bounds& fence, std::function<void()> when_changed,
                 std::optional<LayoutTrust> trust)
    : file_(std::move(file)),
      fence_(fence),
      when_changed_(std::move(when_changed)),
      task_([this, trust](Progress& progress) { return run(progress, trust); }, when_changed_) {}

Result<Statistics> ScanJob::run(Progress& progress, std::optional<LayoutTrust> trust) {
  if (trust && file_.size() >= kFewestToDoubt) {
    doubt_ = doubt_layout(file_, *trust);
    checked_.store(true, std::memory_order_release);
    if (doubt_ && when_changed_) when_changed_();
  }
  if (auto ranged = find_range(progress); !ranged) return tl::unexpected(std::move(ranged.error()));
  return scan(file_, &progress, 0, fence_);
}

Result<void> ScanJob::find_range(Progress& progress) {
  if (!file_.range_pending()) return {};
  auto ranged = file_.with_whole_range(&progress);
  if (!ranged) return tl::unexpected(std::move(ranged.error()));
  file_ = *std::move(ranged);
  has_range_.store(true, std::memory_order_release);
  if (when_changed_) when_changed_();
  return {};
}

}  // namespace vertexview::app
