#pragma once
#include <string_view>

#include "session/session.hpp"

namespace vertexview::app {

/// A rectangle of the picture, in pixels from its top left corner.
struct PixelBox {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

/// Reads "X,Y,W,H". kInvalidArgument for any other text, and for sides that are not larger than 0.
[[nodiscard]] Result<PixelBox> parse_pixel_box(std::string_view text);

/// Returns the vertices of `file` whose positions fall into a rectangle of the picture, hidden ones too, as
/// far as they lie in front of the eye. `camera` is in the coordinates of the file. Reads the file once, on
/// all workers. kCancelled after progress->cancel(), kIo when the file has become shorter.
[[nodiscard]] Result<IndexSet> find_in_box(const Dataset& file, const Camera& camera,
                                           const Viewport& viewport, const PixelBox& box,
                                           Progress* progress = nullptr);

/// Starts to look for those of `dataset`, as the session's view shows it; see select_where().
void select_in_box(Session& session, OpenDataset& dataset, const PixelBox& box);

}  // namespace vertexview::app
