#pragma once
#include <memory>
#include <vector>

#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// Buffers whose memory is that of the records themselves (AMD_pinned_memory): nothing is copied. Only
/// llvmpipe takes memory as it is; other drivers refuse it or write to it. A mapped file is never aliased:
/// llvmpipe's threads block all signals, so that they would end the program at a page which the file has
/// lost.
class AliasedChunks final : public ChunkStore {
 public:
  /// Fails with kDevice where this does not work: with another driver, for a mapped file, with a layout that
  /// is not canonical, or when a trial with the file's first record fails. `file` must outlive the store.
  [[nodiscard]] static Result<std::unique_ptr<ChunkStore>> create(const Dataset& file);
  ~AliasedChunks() override;

  [[nodiscard]] Chunk acquire(std::uint64_t index) override;
  void release(std::uint64_t) override {}
  [[nodiscard]] Result<void> upload(std::uint64_t) override { return {}; }
  [[nodiscard]] bool reading() const noexcept override { return false; }
  void wait(std::chrono::milliseconds) override {}
  [[nodiscard]] std::uint64_t resident() const noexcept override { return records(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept override { return copied_bytes_; }
  [[nodiscard]] Residency residency() const noexcept override { return Residency::kAliased; }

 private:
  explicit AliasedChunks(const Dataset& file);

  const Dataset& file_;
  std::vector<Buffer> buffers_;  // each made when its chunk is first drawn: 100 GB are over a thousand
  std::uint64_t copied_bytes_ = 0;
};

}  // namespace vertexview::gpu::detail
