#pragma once
#include <glm/vec2.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "session/session.hpp"

namespace vertexview::app {

/// Reads "X,Y,W,H", a rectangle of the picture, with " visible" behind it where only visible vertices are
/// meant. kInvalidArgument for any other text, and for sides that are not larger than 0.
[[nodiscard]] Result<PixelRegion> parse_pixel_box(std::string_view text);

/// Reads "X,Y X,Y X,Y ...", the corners of an outline that ends where it began, with " visible" behind them
/// as above. kInvalidArgument for any other text, and for fewer than three corners.
[[nodiscard]] Result<PixelRegion> parse_lasso(std::string_view text);

/// Returns whether a place of the picture is inside; of an outline that crosses itself, the parts that an odd
/// number of lines separates from the outside are.
[[nodiscard]] bool contains(const PixelRegion& region, glm::dvec2 pixel) noexcept;

/// Returns the vertices of `file` whose positions fall into a region of the picture, hidden ones too, as far
/// as they lie in front of the eye. `camera` is in the coordinates of the file. Reads the file once, on all
/// workers. kCancelled after progress->cancel(), kIo when the file has become shorter.
[[nodiscard]] Result<IndexSet> find_in_region(const Dataset& file, const Camera& camera,
                                              const Viewport& viewport, const PixelRegion& region,
                                              Progress* progress = nullptr);

/// Starts to look for those of `dataset`, as the session's view shows it; see select_where(). Visible ones
/// are asked of whoever draws, by Requests::visible.
void select_in_region(Session& session, OpenDataset& dataset, PixelRegion region);

}  // namespace vertexview::app
