#include "session/scan_job.hpp"

#include <system_error>
#include <utility>

namespace vertexview::app {
namespace {

constexpr std::uint64_t kFewestToDoubt = 32;  // fewer records look like anything

}  // namespace

ScanJob::ScanJob(VertexFile file, const std::function<void()>& when_done, bool check_layout)
    : file_(std::move(file)) {
  try {
    worker_ = std::jthread([this, when_done, check_layout] { run(when_done, check_layout); });
  } catch (const std::system_error&) {
    run(when_done, check_layout);
  }
}

ScanJob::~ScanJob() {
  cancel();
}

Result<void> ScanJob::find_range() {
  if (file_.converter() == nullptr || file_.layout().color.range_kind != ColorRange::kFile) return {};
  auto ranged = file_.with_whole_range(&progress_);
  if (!ranged) return tl::unexpected(std::move(ranged.error()));
  file_ = *std::move(ranged);
  has_range_.store(true, std::memory_order_release);
  return {};
}

void ScanJob::run(const std::function<void()>& when_done, bool check_layout) noexcept {
  try {
    if (check_layout && file_.size() >= kFewestToDoubt) {
      doubt_ = doubt_layout(file_);
      checked_.store(true, std::memory_order_release);
      if (doubt_ && when_done) when_done();
    }
    const auto ranged = find_range();
    if (has_range() && when_done) when_done();
    result_ = ranged ? scan(file_, &progress_) : Result<Statistics>(tl::unexpected(ranged.error()));
  } catch (const std::exception& error) {  // no memory, or no threads for the scan's own workers
    result_ = fail(ErrorCode::kOutOfMemory, std::string("the scan could not run: ") + error.what());
  }
  finished_.store(true, std::memory_order_release);
  if (when_done) when_done();
}

}  // namespace vertexview::app
