#pragma once
#include <cstdint>
#include <optional>
#include <utility>

#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// FillHistory, where its counts stay on the GPU.
struct FillLooks {
  struct Look {
    double share = 0;      ///< of all records
    bool counted = false;  ///< else `tiles` says nothing
    Buffer tiles;
  };
  Look begun;
  Look between;
  Look now;

  void forget() noexcept { begun.counted = between.counted = now.counted = false; }
};

/// Of all records, the part that a picture shows; 1 without any.
[[nodiscard]] inline double drawn_share(const DrawStats& stats) noexcept {
  if (stats.points_total == 0) return 1;
  return static_cast<double>(stats.points_drawn) / static_cast<double>(stats.points_total);
}

/// Draws `amount` more by `draw(some)` of a picture whose `looks` are to tell how it grows: `look(which)` is
/// called after what it should see. How many records draw() says.
template <class Amount, class Draw, class Look>
std::uint64_t draw_looking(FillLooks& looks, bool first, Amount amount, const Draw& draw, const Look& look) {
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

/// Fills the holes and gaps of a raster on the GPU, as hole_filling.hpp says; the counts behind the radii
/// stay there as well, so that nothing waits. Where a context has no compute shaders it does nothing.
class GapFiller {
 public:
  struct Rule {
    bool adaptive = false;         ///< even_radii() close the gaps between the points of any picture
    bool unfinished = false;       ///< closing_radius(), by what target.looks lets expect
    std::uint32_t point_size = 1;  ///< pixels across
    /// Of how many pixels the counts tell a point by.
    std::uint32_t counted_size = 1;
    friend bool operator==(const Rule&, const Rule&) = default;
  };

  /// Counts into `look`, in its tiles, what a picture of reversed depths shows at this `share` of the
  /// records.
  void count(const ViewTransform& view, const Texture& depths, const Viewport& viewport, double share,
             FillLooks::Look& look);
  /// Makes target.filled from the raster of `target`, whose colours must be kept apart. False when there is
  /// no room for it, no compute shader, or nothing to fill by.
  [[nodiscard]] bool fill(const ViewTransform& view, const Rule& rule, Frame::State& target);

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
  Buffer radii_;            // by tile
  Buffer sources_;          // by pixel
  std::uint64_t room_ = 0;  // pixels
};

}  // namespace vertexview::gpu::detail
