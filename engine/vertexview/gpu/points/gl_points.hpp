#pragma once
#include <span>

#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/finish/record_colors.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/scene.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/points/point_shape.hpp"

namespace vertexview::gpu::detail {

/// The reference: OpenGL's own points, in the order of the file, so that of equal depths the first wins. A
/// picture that takes several draws begins with a preview: a piece of every block, in a BlockOrder, so that
/// it shows all of the cloud thinly. Those are drawn a trifle farther away than they are, which makes no
/// difference to what the picture shows in the end.
class GlPoints {
 public:
  [[nodiscard]] static Result<GlPoints> create();
  /// Draws all that is loaded of `clouds`; null entries are skipped. With a budget as much as fits into it,
  /// and the next call goes on. Keeps target.looks at the preview for `filler`, which may be null.
  [[nodiscard]] DrawStats draw(const ViewTransform& view, std::span<VertexBuffer::State* const> clouds,
                               std::span<const ColorRule> rules, const DrawnSize& size,
                               const glm::vec3& background, double budget_ms, GapFiller* filler,
                               Frame::State& target);

 private:
  Program square_;
  Program round_;
  RecordColors colors_;
};

}  // namespace vertexview::gpu::detail
