#pragma once
#include <vector>

#include "vertexview/gpu/detail/gl_objects.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::gpu {

struct VertexBuffer::State {
  /// One buffer of up to kChunkRecords records and the vertex array that reads it.
  struct Chunk {
    detail::Buffer buffer;
    detail::VertexArray array;
    std::uint64_t records = 0;  // room
  };

  VertexFile file;
  std::vector<Chunk> chunks;  // as many as were begun
  std::uint64_t resident = 0;
  std::uint64_t gpu_bytes = 0;
  std::vector<ColoredVertex> staging;
};

}  // namespace vertexview::gpu
