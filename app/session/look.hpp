#pragma once
#include <cstdint>
#include <glm/vec3.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/gpu/options.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::app {

struct Session;

enum class Theme : std::uint8_t { kDark, kLight };

/// How points are shown, as far as a person has chosen it.
struct Look {
  std::optional<gpu::PointSize> point_size;  ///< nullopt: see point_size_of()
  std::optional<float> edl;                  ///< strength of eye-dome lighting; nullopt: see edl_of()
  std::optional<glm::vec3> background;       ///< nullopt: the theme's
  Theme theme = Theme::kDark;
  gpu::Backend backend = gpu::Backend::kAutomatic;
};

/// The diameters that points are drawn with, in pixels.
inline constexpr float kSmallestPoint = 1;
inline constexpr float kLargestPoint = 64;

/// The size chosen; else, in pixels, one that suits the number of vertices in the first file: few are to be
/// seen at all.
[[nodiscard]] gpu::PointSize point_size_of(const Session& session) noexcept;

/// The size that points are drawn with: what is adaptive becomes as many units of the file as the points of
/// the visible datasets lie apart, so that surfaces close; where that cannot be told, it stays adaptive.
[[nodiscard]] gpu::PointSize drawn_point_size(const Session& session) noexcept;

/// How many pixels across a point at `position` is shown.
[[nodiscard]] float shown_point_size(const Session& session, const glm::dvec3& position) noexcept;

/// The strength of eye-dome lighting that is meant by "on".
inline constexpr float kEdlStrength = 0.3F;

/// The strength that is drawn with: the one chosen; else kEdlStrength where it was measured to take less than
/// a tenth of a frame at 60 Hz; else 0, which shows colours exactly as stored.
[[nodiscard]] float edl_of(const Session& session) noexcept;

/// The colour behind the points, as shown.
[[nodiscard]] glm::vec3 background_of(Theme theme) noexcept;
[[nodiscard]] glm::vec3 background_of(const Session& session) noexcept;

/// The size in "3" or "3px" (pixels), "0.05m" (units of the file: the smaller the farther away), "auto" (as
/// dense as the points lie); "larger" and "smaller" change `current`. kInvalidArgument for anything else.
[[nodiscard]] Result<gpu::PointSize> point_size_from_text(std::string_view text,
                                                          const gpu::PointSize& current);
/// As point_size_from_text reads it, without a unit for pixels.
[[nodiscard]] std::string format_point_size(const gpu::PointSize& size);

/// The strength in "0.5", "on" or "off"; nullopt for "auto". kInvalidArgument for anything else, and outside
/// 0 to 2.
[[nodiscard]] Result<std::optional<float>> edl_from_text(std::string_view text);

/// A colour as shown, in "#rrggbb", "black", "grey" or "white"; nullopt for "theme". kInvalidArgument for
/// anything else.
[[nodiscard]] Result<std::optional<glm::vec3>> background_from_text(std::string_view text);
/// As "#rrggbb".
[[nodiscard]] std::string format_color(const glm::vec3& color);

}  // namespace vertexview::app
