#include "document/scan_job.hpp"

#include <system_error>
#include <utility>

namespace vertexview::app {

ScanJob::ScanJob(VertexFile file, const std::function<void()>& when_done) : file_(std::move(file)) {
  try {
    worker_ = std::jthread([this, when_done] { run(when_done); });
  } catch (const std::system_error&) {
    run(when_done);
  }
}

ScanJob::~ScanJob() {
  cancel();
}

void ScanJob::run(const std::function<void()>& when_done) noexcept {
  try {
    result_ = scan(file_, &progress_);
  } catch (const std::exception& error) {  // no memory, or no threads for the scan's own workers
    result_ = fail(ErrorCode::kOutOfMemory, std::string("the scan could not run: ") + error.what());
  }
  finished_.store(true, std::memory_order_release);
  if (when_done) when_done();
}

}  // namespace vertexview::app
