#include "vertexview/gpu/points/splat.hpp"

#include <bit>
#include <cstring>

#include "vertexview/gpu/points/splat_cell.hpp"

namespace vertexview::gpu::detail {

namespace {

/// The pixel that a vertex falls in, or kNowhere, and its depth as a key has it.
struct Landing {
  std::uint32_t pixel = kNowhere;
  std::uint32_t depth_bits = 0;
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
  const float w = view.orthographic ? 1.0F : -z;
  const float wx = x / w * view.scale.x + view.centre.x;
  const float wy = y / w * view.scale.y + view.centre.y;
  const bool near_enough = std::abs(z) <= 3.0e38F;
  const bool in_front = view.orthographic || w >= view.near_plane;
  const bool inside = wx >= 0 && wx < view.viewport.x && wy >= 0 && wy < view.viewport.y;
  if (!(near_enough && in_front && inside)) return {};
  std::uint32_t bits = std::bit_cast<std::uint32_t>(-z);
  // This puts floats of either sign in the order of unsigned numbers, in 31 bits.
  if (view.orthographic) bits = (bits ^ ((bits & 0x8000'0000U) != 0 ? 0xFFFF'FFFFU : 0x8000'0000U)) >> 1;
  return {static_cast<std::uint32_t>(wy) * width + static_cast<std::uint32_t>(wx), bits};
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
      keep_nearest(image.keys[at.pixel], make_key(at.depth_bits, first_index + i, image.index_mask));
  }
}

void splat_again(const ViewTransform& view, const KeyImage& image, const std::byte* records,
                 std::size_t count, const std::uint64_t* keys, std::uint32_t* landed) {
  for (std::size_t i = 0; i < count; ++i) {
    const Landing at =
        keys[i] == KeyImage::kEmpty ? Landing() : land(view, image.width, position_of(records, i));
    landed[i] = at.pixel;
    if (at.pixel != kNowhere)
      keep_nearest(image.keys[at.pixel],
                   make_key(at.depth_bits, keys[i] & image.index_mask, image.index_mask));
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
  auto bits = static_cast<std::uint32_t>((key & ~image.index_mask) >> 32);
  if (orthographic) {
    bits <<= 1;
    bits ^= (bits & 0x8000'0000U) != 0 ? 0x8000'0000U : 0xFFFF'FFFFU;
  }
  return std::bit_cast<float>(bits);
}

}  // namespace vertexview::gpu::detail
