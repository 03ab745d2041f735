#pragma once
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Eye-dome lighting as one pass over a picture: from its unlit colours and its depth to its colours.
class EyeDome {
 public:
  [[nodiscard]] static Result<EyeDome> create();
  /// `strength` 0 hands the colours on as they are.
  void draw(const Frame::State& target, float strength, bool orthographic) const;

 private:
  Program program_;
  VertexArray no_attributes_;
};

}  // namespace vertexview::gpu::detail
