#pragma once
#include <bit>
#include <cstdint>

namespace vertexview::gpu::detail {

// The depth of a vertex is a code of at most 31 bits, the same in the keys of the CPU's pictures, in the
// filling of holes and in shaders/depth.glsl, so that every backend finds the same vertex nearest. A smaller
// code is nearer. In a perspective picture, codes are the bits of the distance, which is positive. In an
// orthographic one a distance may have either sign: its bits are put in the order of the numbers, and the
// last two are left out so that a depth buffer has room for the codes.

/// Puts the bits of a float in the order of the numbers that they stand for.
[[nodiscard]] inline std::uint32_t ordered_bits(float value) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return bits ^ ((bits & 0x8000'0000U) != 0 ? 0xFFFF'FFFFU : 0x8000'0000U);
}

/// Returns the code of a distance along the view.
[[nodiscard]] inline std::uint32_t depth_code(float distance, bool orthographic) noexcept {
  return orthographic ? ordered_bits(distance) >> 2 : std::bit_cast<std::uint32_t>(distance);
}

/// Returns the distance that a code stands for; in an orthographic picture, to 21 bits.
[[nodiscard]] inline float coded_distance(std::uint32_t code, bool orthographic) noexcept {
  if (!orthographic) return std::bit_cast<float>(code);
  const std::uint32_t ordered = code << 2;
  return std::bit_cast<float>(ordered ^ ((ordered & 0x8000'0000U) != 0 ? 0x8000'0000U : 0xFFFF'FFFFU));
}

}  // namespace vertexview::gpu::detail
