#pragma once
#include <algorithm>
#include <cstdint>

namespace vertexview::cli {

/// A fraction of a turn in 2^-32.
using Phase = std::uint32_t;

struct SinCos {
  float sin = 0;
  float cos = 0;
};

/// Returns sine and cosine of a phase, to about 2e-7, by Taylor polynomials over an eighth of a turn to each
/// side.
[[nodiscard]] inline SinCos sin_cos(Phase phase) noexcept {
  const std::uint32_t shifted = phase + (1U << 29U);
  const std::uint32_t quarter = shifted >> 30U;
  const auto rest = static_cast<std::int32_t>(shifted & 0x3FFFFFFFU) - (1 << 29);
  const float x = static_cast<float>(rest) * (1.57079632679489662F / 1073741824.0F);
  const float xx = x * x;
  const float s = x * (1 + xx * (-1.0F / 6 + xx * (1.0F / 120 - xx * (1.0F / 5040))));
  const float c = 1 + xx * (-0.5F + xx * (1.0F / 24 + xx * (-1.0F / 720 + xx * (1.0F / 40320))));
  const bool swapped = (quarter & 1U) != 0;
  const float sine = swapped ? c : s;
  const float cosine = swapped ? s : c;
  return {(quarter & 2U) != 0 ? -sine : sine, ((quarter + 1U) & 2U) != 0 ? -cosine : cosine};
}

/// Returns 64 well mixed bits from 64 (the finaliser of SplitMix64, public domain, by Sebastiano Vigna).
[[nodiscard]] inline std::uint64_t mix(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// Returns the upper 24 bits as a number in [0, 1).
[[nodiscard]] inline float unit(std::uint32_t bits) noexcept {
  return static_cast<float>(static_cast<std::int32_t>(bits >> 8U)) * 0x1p-24F;
}

/// Returns a colour channel from a value in [0, 1], clamped.
[[nodiscard]] inline std::uint16_t channel(float value) noexcept {
  // Never negative, and in this form it vectorises. NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<std::uint16_t>(static_cast<std::int32_t>(std::clamp(value, 0.0F, 1.0F) * 65535 + 0.5F));
}

}  // namespace vertexview::cli
