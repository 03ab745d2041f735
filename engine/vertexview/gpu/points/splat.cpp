#include "vertexview/gpu/points/splat.hpp"

#include <cstring>

#include "vertexview/gpu/order/depth_code.hpp"
#include "vertexview/gpu/points/splat_cell.hpp"

namespace vertexview::gpu::detail {

namespace {

/// The pixel that a vertex falls in, or kNowhere, and the code of its depth.
struct Landing {
  std::uint32_t pixel = kNowhere;
  std::uint32_t depth = 0;
};

/// Returns where position `p` falls in a picture of `width` pixels a row. It does what shaders/transform.glsl
/// does, operation by operation, because tests compare the pictures vertex by vertex.
Landing land(const ViewTransform& view, std::uint32_t width, const Vector& p) noexcept {
  const float rx = (p.x - view.eye_high.x) - view.eye_low.x;
  const float ry = (p.y - view.eye_high.y) - view.eye_low.y;
  const float rz = (p.z - view.eye_high.z) - view.eye_low.z;
  const float x = view.right.x * rx + view.right.y * ry + view.right.z * rz;
  const float y = view.up.x * rx + view.up.y * ry + view.up.z * rz;
  const float z = view.back.x * rx + view.back.y * ry + view.back.z * rz;
  const float scale = view.orthographic ? 1.0F : 1 / -z;
  const float wx = x * scale * view.scale.x + view.centre.x;
  const float wy = y * scale * view.scale.y + view.centre.y;
  const bool near_enough = std::abs(z) <= view.farthest;
  const bool in_front = view.orthographic || -z >= view.near_plane;
  const bool inside = wx >= 0 && wx < view.viewport.x && wy >= 0 && wy < view.viewport.y;
  if (!(near_enough && in_front && inside)) return {};
  return {static_cast<std::uint32_t>(wy) * width + static_cast<std::uint32_t>(wx),
          depth_code(-z, view.orthographic)};
}

Vector position_of(const std::byte* records, std::size_t index) noexcept {
  Vector position;
  std::memcpy(&position, records + index * sizeof(ColoredVertex), sizeof(position));
  return position;
}

void splat(const ViewTransform& view, const KeyImage& image, const std::byte* records, std::size_t count,
           std::uint64_t first_index) {
  for (std::size_t i = 0; i < count; ++i) {
    const Landing at = land(view, image.width, position_of(records, i));
    if (at.pixel != kNowhere)
      keep_nearest(image.keys[at.pixel], make_key(at.depth, first_index + i, image.index_mask));
  }
}

void splat_again(const ViewTransform& view, const KeyImage& image, const std::byte* records,
                 std::size_t count, const std::uint64_t* keys, std::uint32_t* landed) {
  for (std::size_t i = 0; i < count; ++i) {
    const Landing at =
        keys[i] == KeyImage::kEmpty ? Landing() : land(view, image.width, position_of(records, i));
    landed[i] = at.pixel;
    if (at.pixel != kNowhere)
      keep_nearest(image.keys[at.pixel], make_key(at.depth, keys[i] & image.index_mask, image.index_mask));
  }
}

}  // namespace

const SplatKernel& scalar_splat_kernel() noexcept {
  static constexpr SplatKernel kernel{"scalar", splat, splat_again};
  return kernel;
}

const SplatKernel& splat_kernel() noexcept {
  static const SplatKernel* const best = avx2_splat_kernel();
  return best != nullptr ? *best : scalar_splat_kernel();
}

float key_distance(std::uint64_t key, const KeyImage& image, bool orthographic) noexcept {
  return coded_distance(static_cast<std::uint32_t>((key & ~image.index_mask) >> 32), orthographic);
}

}  // namespace vertexview::gpu::detail
