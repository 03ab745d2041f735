#pragma once
#include <cstdint>
#include <memory>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::gpu {

/// The records of a VertexFile in GPU memory: one interleaved buffer of stride 20 in chunks of kChunkRecords,
/// so that no offset reaches 2 GiB and no count 2^31 (see Mesa's 32-bit vertex fetch). Attribute 0 is 3 x
/// float32 at byte 0, attribute 1 is uint16 normalised at byte 12. Filled step by step, so that a window
/// stays fluid. Move-only; belongs to the context that was current at create().
class VertexBuffer {
 public:
  static constexpr std::uint64_t kChunkRecords = std::uint64_t{1} << 22;  // 80 MiB

  /// Prepares an empty buffer for `file`; nothing is uploaded yet.
  [[nodiscard]] static Result<VertexBuffer> create(VertexFile file);
  VertexBuffer(VertexBuffer&&) noexcept;
  VertexBuffer& operator=(VertexBuffer&&) noexcept;
  ~VertexBuffer();

  /// Uploads at most about `max_bytes` more. kOutOfMemory when the GPU has no room: what is resident stays
  /// drawable.
  [[nodiscard]] Result<void> upload(std::uint64_t max_bytes);
  /// Everything at once.
  [[nodiscard]] Result<void> upload_all();

  [[nodiscard]] std::uint64_t size() const noexcept;      ///< records in the file
  [[nodiscard]] std::uint64_t resident() const noexcept;  ///< records [0, resident) can be drawn
  [[nodiscard]] bool complete() const noexcept { return resident() == size(); }
  [[nodiscard]] std::uint64_t gpu_bytes() const noexcept;  ///< memory taken on the GPU
  [[nodiscard]] const VertexFile& file() const noexcept;

 private:
  friend class PointRenderer;
  VertexBuffer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
