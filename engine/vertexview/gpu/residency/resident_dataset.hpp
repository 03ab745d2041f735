#pragma once
#include <memory>
#include <optional>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/read_ahead.hpp"
#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::gpu::detail {

/// A file, and its records where they can be drawn from. All of it belongs to one context and its thread. The
/// file is declared first, so that it ends last: chunks may lie in its mapping.
struct ResidentDataset {
  Dataset file;
  std::uint64_t serial = 0;  // no two buffers of a process share it
  VertexArray array;         // reads whichever chunk bind() gave it
  std::unique_ptr<ChunkStore> chunks;
  /// Brings the file into memory for the processor that draws; made by its first draw, null where the file is
  /// there already.
  std::optional<std::unique_ptr<ReadAhead>> feed;

  /// Makes `chunk` the source of the attributes.
  void bind(const Chunk& chunk) const noexcept {
    glVertexArrayVertexBuffer(array.name(), 0, chunk.buffer, 0, sizeof(ColoredVertex));
    glBindVertexArray(array.name());
  }
};

}  // namespace vertexview::gpu::detail
