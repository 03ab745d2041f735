#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <glm/vec3.hpp>
#include <optional>
#include <string_view>

// Plain data and no GL: a program includes it where it only says how to draw, without linking this room.

namespace vertexview::gpu {

/// The ways to draw points. All of them draw the same picture.
enum class Renderer : std::uint8_t {
  kAutomatic,  ///< what is the fastest: PointRenderer::preferred()
  kPoints,     ///< OpenGL's points: the reference
  kCompute,    ///< a compute shader
  kCpu,        ///< this machine's cores, straight from the file's mapping
};

/// The names of all renderers, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kRendererNames{"automatic", "points", "compute", "cpu"};

/// The renderer's name, one of kRendererNames.
[[nodiscard]] constexpr std::string_view renderer_name(Renderer renderer) noexcept {
  return kRendererNames[static_cast<std::size_t>(renderer)];
}

/// The renderer of that name; nullopt for a name that none has.
[[nodiscard]] constexpr std::optional<Renderer> renderer_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kRendererNames.size(); ++i)
    if (kRendererNames[i] == name) return static_cast<Renderer>(i);
  return std::nullopt;
}

/// How large points are drawn. What is drawn are whole pixels (others are rounded), 1 to 64 across; round
/// from 3 up.
struct PointSize {
  enum class Mode : std::uint8_t {
    kPixels,    ///< `value` pixels across
    kWorld,     ///< `value` units of the file across: the smaller the farther away
    kAdaptive,  ///< one pixel, and gaps between neighbours on a surface are filled
  };

  constexpr PointSize(float pixels = 1) noexcept : value(pixels) {}  // NOLINT: a number is a size in pixels
  [[nodiscard]] static constexpr PointSize world(float units) noexcept {
    PointSize size(units);
    size.mode = Mode::kWorld;
    return size;
  }
  [[nodiscard]] static constexpr PointSize adaptive() noexcept {
    PointSize size;
    size.mode = Mode::kAdaptive;
    return size;
  }
  friend bool operator==(const PointSize&, const PointSize&) = default;

  Mode mode = Mode::kPixels;
  float value = 1;
};

/// How one picture is drawn.
struct DrawOptions {
  PointSize point_size = {};
  glm::vec3 background{0.0F};
  /// Eye-dome lighting: how much edges are darkened, from 0 (colours are exactly the records') to about 2.
  float edl_strength = 0;
  Renderer renderer = Renderer::kAutomatic;
  /// Time for one draw(): it draws as much as fits, and the next one goes on. 0: everything at once.
  double budget_ms = 0;
  /// While a picture is not converged, pixels between its points that the rest will probably cover show their
  /// neighbours, ids included: it looks complete. Converged ones show what is there, to the pixel.
  bool fill_holes = true;
};

/// What one draw() did.
struct DrawStats {
  std::uint64_t points_drawn = 0;  ///< with this camera, over all calls since it last changed
  std::uint64_t points_total = 0;
  bool converged = true;  ///< false: call draw() again with the same arguments for a more complete picture
  Renderer renderer = Renderer::kAutomatic;  ///< which one drew; never kAutomatic
};

}  // namespace vertexview::gpu
