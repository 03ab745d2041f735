#pragma once
#include <memory>
#include <optional>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/block_feed.hpp"
#include "vertexview/gpu/residency/chunk_store.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::gpu {

// The file is declared first, so that it ends last: chunks may lie in its mapping.
struct VertexBuffer::State {
  VertexFile file;
  std::uint64_t serial = 0;   // no two buffers of a process share it
  detail::VertexArray array;  // reads whichever chunk bind() gave it
  std::unique_ptr<detail::ChunkStore> chunks;
  /// For the CPU's renderer, from its first draw on; null where the file is in memory.
  std::optional<std::unique_ptr<detail::BlockFeed>> feed;

  /// Makes `chunk` the source of the attributes.
  void bind(const detail::Chunk& chunk) const noexcept {
    glVertexArrayVertexBuffer(array.name(), 0, chunk.buffer, 0, sizeof(ColoredVertex));
    glBindVertexArray(array.name());
  }
};

}  // namespace vertexview::gpu
