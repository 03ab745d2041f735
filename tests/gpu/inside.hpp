#pragma once
// The access of the tests in tests/gpu to the private parts of public classes, which name this struct as a
// friend.
#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/residency/resident_dataset.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::gpu::detail {

struct Inside {
  static ResidentDataset& of(VertexBuffer& buffer) { return *buffer.resident_; }
  static Picture& of(Frame& frame) { return *frame.picture_; }
};

}  // namespace vertexview::gpu::detail
