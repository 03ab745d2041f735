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

/// How points are shown, as far as a person has chosen it; members that are nullopt have a default.
struct Look {
  std::optional<gpu::PointSize> point_size;  ///< nullopt: see point_size_of()
  float edl = 0;                             ///< strength of eye-dome lighting; 0 shows colours as stored
  std::optional<glm::vec3> background;       ///< as shown, 0..1 per channel; nullopt: the theme's colour
  Theme theme = Theme::kDark;
  gpu::Backend backend = gpu::Backend::kAutomatic;
};

/// The limits of the diameter that a point is drawn with, in pixels.
inline constexpr float kSmallestPoint = 1;
inline constexpr float kLargestPoint = 64;

/// Returns the chosen point size; without one, a size in pixels that depends on the number of vertices in the
/// first file, so that few points are still easy to see.
[[nodiscard]] gpu::PointSize point_size_of(const Session& session) noexcept;

/// Returns the size that points are drawn with. An adaptive size becomes the distance between neighbouring
/// points of the visible datasets, estimated from their bounds and enlarged so that surfaces close. It stays
/// adaptive where the bounds tell no distance.
[[nodiscard]] gpu::PointSize drawn_point_size(const Session& session) noexcept;

/// Returns the diameter in pixels of a point at `position`.
[[nodiscard]] float shown_point_size(const Session& session, const glm::dvec3& position) noexcept;

/// The strength of eye-dome lighting that "on" means. More draws darker edges; less makes them hard to see.
inline constexpr float kEdlStrength = 0.3F;

/// Returns the colour behind the points as shown, 0..1 per channel.
[[nodiscard]] glm::vec3 background_of(Theme theme) noexcept;
[[nodiscard]] glm::vec3 background_of(const Session& session) noexcept;

/// Returns the size that a text gives: "3" or "3px" (pixels), "0.05m" (units of the file, so that points look
/// smaller the farther away they are), "auto" (adaptive), or "larger" and "smaller", which change `current`.
/// kInvalidArgument for any other text.
[[nodiscard]] Result<gpu::PointSize> point_size_from_text(std::string_view text,
                                                          const gpu::PointSize& current);
/// Returns the text that point_size_from_text() reads back; a size in pixels has no unit.
[[nodiscard]] std::string format_point_size(const gpu::PointSize& size);

/// Returns the strength that "0.5", "on" or "off" gives. kInvalidArgument for any other text and for numbers
/// outside 0 to 2.
[[nodiscard]] Result<float> edl_from_text(std::string_view text);

/// Returns the colour, as shown, that "#rrggbb", "black", "grey" or "white" gives; nullopt for "theme".
/// kInvalidArgument for any other text.
[[nodiscard]] Result<std::optional<glm::vec3>> background_from_text(std::string_view text);
/// Returns a colour as "#rrggbb".
[[nodiscard]] std::string format_color(const glm::vec3& color);

}  // namespace vertexview::app
