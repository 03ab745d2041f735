#pragma once
#include <glm/vec3.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::app {

constexpr float kSmallestPoint = 1;
constexpr float kLargestPoint = 64;

/// The size in "3" or "3px" (pixels), "0.05m" (units of the file: the smaller the farther away), "auto" (as
/// dense as the points lie); "larger" and "smaller" change `current`. kInvalidArgument for anything else.
[[nodiscard]] Result<gpu::PointSize> point_size_from_text(std::string_view text,
                                                          const gpu::PointSize& current);
/// As point_size_from_text reads it, without a unit for pixels.
[[nodiscard]] std::string format_point_size(const gpu::PointSize& size);

/// A colour as shown, in "#rrggbb", "black", "grey" or "white"; nullopt for "theme". kInvalidArgument for
/// anything else.
[[nodiscard]] Result<std::optional<glm::vec3>> background_from_text(std::string_view text);
/// As "#rrggbb".
[[nodiscard]] std::string format_color(const glm::vec3& color);

}  // namespace vertexview::app
