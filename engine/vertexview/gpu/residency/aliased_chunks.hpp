#pragma once
#include <memory>
#include <vector>

#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// GL buffers over the mapping itself (AMD_pinned_memory): no bytes copied, no time taken, any size. Only
/// llvmpipe takes memory of a read-only file mapping as it is; other drivers refuse it or write to it.
class AliasedChunks final : public ChunkStore {
 public:
  /// kDevice where it does not work: another driver, another layout than the canonical one, or a failed trial
  /// with the file's first record. `file` must outlive the store.
  [[nodiscard]] static Result<std::unique_ptr<ChunkStore>> create(const Dataset& file);
  ~AliasedChunks() override;

  [[nodiscard]] Chunk acquire(std::uint64_t index) override;
  void release(std::uint64_t) override {}
  [[nodiscard]] Result<void> upload(std::uint64_t) override { return {}; }
  void wait(std::chrono::milliseconds) override {}
  [[nodiscard]] std::uint64_t resident() const noexcept override { return records(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept override { return copied_bytes_; }
  [[nodiscard]] Residency residency() const noexcept override { return Residency::kAliased; }

 private:
  explicit AliasedChunks(const Dataset& file);

  const Dataset& file_;
  std::vector<Buffer> buffers_;  // made when they are first drawn: a hundred gigabytes are a thousand
  std::uint64_t copied_bytes_ = 0;
};

}  // namespace vertexview::gpu::detail
