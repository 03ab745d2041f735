#pragma once
#include <memory>

#include "vertexview/gpu/residency/staged_chunks.hpp"

namespace vertexview::gpu::detail {

/// Chunks that take no memory until a rasterizer on the GPU asks for one. Where the CPU draws, it reads the
/// file itself, so that records that have to be converted need no copy. The first acquire() makes the store
/// that then streams.
class DeferredChunks final : public ChunkStore {
 public:
  /// `file` must outlive the store.
  DeferredChunks(const Dataset& file, const PoolPlan& plan)
      : ChunkStore(file.size(), plan.chunk_records), file_(file), plan_(plan) {}

  [[nodiscard]] Chunk acquire(std::uint64_t index) override {
    if (staged_ == nullptr) {
      staged_ = std::make_unique<StagedChunks>(file_, plan_);
      staged_->set_when_read(when_read());
    }
    return staged_->acquire(index);
  }
  void release(std::uint64_t index) override {
    if (staged_ != nullptr) staged_->release(index);
  }
  [[nodiscard]] Result<void> upload(std::uint64_t max_bytes) override {
    return staged_ == nullptr ? Result<void>() : staged_->upload(max_bytes);
  }
  [[nodiscard]] bool reading() const noexcept override { return staged_ != nullptr && staged_->reading(); }
  void wait(std::chrono::milliseconds at_most) override {
    if (staged_ != nullptr) staged_->wait(at_most);
  }
  [[nodiscard]] std::uint64_t resident() const noexcept override { return records(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept override {
    return staged_ == nullptr ? 0 : staged_->gpu_bytes();
  }
  [[nodiscard]] Residency residency() const noexcept override { return Residency::kStreamed; }

 private:
  const Dataset& file_;
  PoolPlan plan_;
  std::unique_ptr<StagedChunks> staged_;
};

}  // namespace vertexview::gpu::detail
