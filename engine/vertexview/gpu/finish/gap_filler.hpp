#pragma once
#include <cstdint>
#include <optional>
#include <utility>

#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Returns the part of all records that a picture shows; 1 without any records.
[[nodiscard]] inline double drawn_share(const DrawStats& stats) noexcept {
  if (stats.points_total == 0) return 1;
  return static_cast<double>(stats.points_drawn) / static_cast<double>(stats.points_total);
}

/// Draws `amount` more of a picture by calling `draw(some)`, and keeps the `looks` that tell how it grows:
/// `look(which)` is called after the draw that it should see. Returns the sum of what draw() returned, which
/// is a number of records.
template <class Amount, class Draw, class Look>
std::uint64_t draw_and_look(FillLooks& looks, bool first, Amount amount, const Draw& draw, const Look& look) {
  std::uint64_t drawn = 0;
  if (first && amount > 1) {
    drawn = draw(amount / 2);
    look(looks.between);
    amount -= amount / 2;
  } else if (!first) {
    std::swap(looks.between, looks.now);
  }
  drawn += draw(amount);
  look(looks.now);
  return drawn;
}

/// Fills the holes and gaps of a raster on the GPU by the rule of hole_filling.hpp. The counts that the radii
/// depend on are made and kept on the GPU too, so that no draw waits for a transfer. Its functions are called
/// on the thread of the OpenGL context; in a context without compute shaders they do nothing.
class GapFiller {
 public:
  /// Counts how many pixels of each tile show something in a picture of reversed depths, of which `share` of
  /// the records are drawn, and stores the counts in `look`. look.counted says whether it could.
  void count(const ViewTransform& view, const Texture& depths, const Viewport& viewport, double share,
             FillLooks::Look& look);
  /// Makes raster.filled from `raster`, whose unlit colours must be kept in a texture of their own. Returns
  /// false when GPU memory for it or compute shaders are missing.
  [[nodiscard]] bool fill(const ViewTransform& view, const FillRule& rule, Raster& raster);

 private:
  struct Programs {
    Program count;
    Program radii;
    Program find;
    Program take;
    VertexArray nothing;
  };
  [[nodiscard]] static Result<Programs> build();
  [[nodiscard]] bool ready();

  bool tried_ = false;
  std::optional<Programs> programs_;
  Buffer radii_;            // the radius of each tile
  Buffer sources_;          // for each pixel the one that it takes its look from
  std::uint64_t room_ = 0;  // the number of pixels that both buffers have room for
};

}  // namespace vertexview::gpu::detail
