#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <glm/vec3.hpp>
#include <optional>
#include <string_view>

// What callers choose and are told: plain data without OpenGL, for programs that only say how to draw and do
// not link the code that does.
namespace vertexview::gpu {

/// The ways to draw points, as a person chooses them. All of them draw the same picture.
enum class Backend : std::uint8_t {
  kAutomatic,  ///< whatever PointRenderer::preferred() returns
  kPoints,     ///< OpenGL's points: the reference
  kCompute,    ///< a compute shader
  kCpu,        ///< this machine's cores, straight from the file's mapping
};

/// The names of all backends, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kBackendNames{"automatic", "points", "compute", "cpu"};

/// Returns the backend's name, one of kBackendNames.
[[nodiscard]] constexpr std::string_view backend_name(Backend backend) noexcept {
  return kBackendNames[static_cast<std::size_t>(backend)];
}

/// Returns the backend of that name; nullopt for a name that none has.
[[nodiscard]] constexpr std::optional<Backend> backend_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kBackendNames.size(); ++i)
    if (kBackendNames[i] == name) return static_cast<Backend>(i);
  return std::nullopt;
}

/// How the records of a file are held for drawing.
enum class Residency : std::uint8_t {
  kAutomatic,  ///< the first of the others that works and fits
  kAliased,    ///< records in memory are the GPU's memory, nothing is copied: software drivers only, and no
               ///< mapped file, which may lose pages
  kResident,   ///< copied once, whole
  kStreamed,   ///< a pool of chunks that are replaced while a picture is drawn; where the CPU draws and reads
               ///< the file itself, the pool stays empty
};

/// How large points are drawn. A drawn point is a whole number of pixels across (other sizes are rounded),
/// from 1 to 64; it is a disc from 3 up, and a square below.
struct PointSize {
  enum class Mode : std::uint8_t {
    kPixels,    ///< `value` pixels across
    kWorld,     ///< `value` units of the file across: smaller the farther away
    kAdaptive,  ///< one pixel, and gaps between neighbours on a surface are filled
  };

  constexpr PointSize(float pixels = 1) noexcept : value(pixels) {}  // NOLINT: a number is a size in pixels
  /// Returns the size of points that are `units` of the file across.
  [[nodiscard]] static constexpr PointSize world(float units) noexcept {
    PointSize size(units);
    size.mode = Mode::kWorld;
    return size;
  }
  /// Returns the size of points whose gaps are filled.
  [[nodiscard]] static constexpr PointSize adaptive() noexcept {
    PointSize size;
    size.mode = Mode::kAdaptive;
    return size;
  }
  friend bool operator==(const PointSize&, const PointSize&) = default;

  Mode mode = Mode::kPixels;
  float value = 1;
};

/// How PointRenderer::draw() draws.
struct DrawOptions {
  PointSize point_size = {};
  glm::vec3 background{0.0F};
  /// The strength of eye-dome lighting, which darkens edges: from 0 (colours are exactly the records') to
  /// about 2.
  float edl_strength = 0;
  Backend backend = Backend::kAutomatic;
  /// Milliseconds for one draw(), which draws as much as fits; the next one goes on. 0 draws everything at
  /// once, and waits for what a streamed file brings in.
  double budget_ms = 0;
  /// While a picture is not converged, pixels between its points that the rest will probably cover show their
  /// neighbours, ids included, so that it looks complete. A converged picture is never filled in this way.
  bool fill_holes = true;
};

/// What one draw() did.
struct DrawStats {
  std::uint64_t points_drawn = 0;  ///< with this camera, over all calls since it last changed
  std::uint64_t points_total = 0;
  bool converged = true;  ///< false: call draw() again with the same arguments for a more complete picture
  Backend backend = Backend::kAutomatic;  ///< the backend that drew; never kAutomatic
};

}  // namespace vertexview::gpu
