#pragma once
#include <memory>
#include <optional>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/read_ahead.hpp"
#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// A dataset, and its records where they can be drawn from. It belongs to one context and its thread. The
/// file is declared first, so that it ends last: chunks may lie in its mapping.
struct ResidentDataset {
  Dataset file;
  std::uint64_t serial = 0;  // unique among the buffers of a process
  VertexArray array;         // reads the chunk that bind() was last given
  std::unique_ptr<ChunkStore> chunks;
  /// Brings the file into memory for the CPU rasterizer, whose first draw makes it; null where all of the
  /// file is there already, and nullopt before that draw.
  std::optional<std::unique_ptr<ReadAhead>> feed;

  /// Binds the vertex array with `chunk` as the source of its attributes.
  void bind(const Chunk& chunk) const noexcept {
    glVertexArrayVertexBuffer(array.name(), 0, chunk.buffer, 0, sizeof(ColoredVertex));
    glBindVertexArray(array.name());
  }
};

}  // namespace vertexview::gpu::detail
