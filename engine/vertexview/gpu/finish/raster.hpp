#pragma once
#include <cstdint>
#include <optional>

#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/point_budget.hpp"

namespace vertexview::gpu::detail {

/// FillHistory, where its counts stay on the GPU.
struct FillLooks {
  struct Look {
    double share = 0;      ///< the part of all records that the picture showed
    bool counted = false;  ///< false: `tiles` says nothing
    Buffer tiles;
  };
  Look begun;
  Look between;
  Look now;

  void forget() noexcept { begun.counted = between.counted = now.counted = false; }
};

/// How the gaps of a raster are filled; see GapFiller.
struct FillRule {
  bool adaptive = false;           ///< even_radii() close the gaps between the points of any picture
  bool unfinished = false;         ///< closing_radius() closes what raster.looks lets expect
  std::uint32_t point_size = 1;    ///< pixels across
  std::uint32_t counted_size = 1;  ///< pixels across, of the points that the looks counted
  friend bool operator==(const FillRule&, const FillRule&) = default;
};

/// What a rasterizer on the GPU draws into: colours, vertex ids and depth, and what became of them on the way
/// to the picture.
struct Raster {
  explicit Raster(Viewport size) noexcept : viewport(size) {}

  Viewport viewport;
  Texture ids;    // RG32UI, low word first
  Texture depth;  // DEPTH_COMPONENT32F, reversed
  Texture unlit;  // RGBA8: the colours before lighting and markers, where the picture's cannot be them
  Framebuffer framebuffer;
  std::optional<bool> colors_apart;  // as require() was last asked for
  bool empty = true;                 // nothing was drawn since require() changed where colours go
  FillLooks looks;                   // at the raster, while its holes are to be filled

  /// The raster with its gaps filled, made when it is first wanted.
  struct Filled {
    Texture color;
    Texture ids;
    Texture depth;
    Framebuffer framebuffer;
  };
  Filled filled;
  bool shows_filled = false;  // the picture shows `filled`
  /// How the picture was made of the raster, where colours are kept apart; nullopt when that has changed
  /// since.
  struct Finish {
    float edl_strength = 0;
    std::optional<FillRule> fill;
    friend bool operator==(const Finish&, const Finish&) = default;
  };
  std::optional<Finish> finished;

  /// Makes the framebuffer: colours, in `unlit` or else in the picture's own, at attachment 0, ids at 1, and
  /// depth. kOutOfMemory or kDevice when there is no room for them.
  [[nodiscard]] Result<void> require(bool separate_colors, const Picture& picture);
  [[nodiscard]] Result<void> require_filled();
  [[nodiscard]] PickWindow read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const;

  // What the picture shows of the raster; the colours where they are kept apart.
  [[nodiscard]] const Texture& shown_color() const noexcept { return shows_filled ? filled.color : unlit; }
  [[nodiscard]] const Texture& shown_ids() const noexcept { return shows_filled ? filled.ids : ids; }
  [[nodiscard]] const Texture& shown_depth() const noexcept { return shows_filled ? filled.depth : depth; }
};

/// The canvas of a rasterizer that draws into a raster.
class RasterCanvas : public Canvas {
 public:
  RasterCanvas(Backend backend, Viewport viewport, double first_guess) noexcept
      : Canvas(backend), raster(viewport), budget(first_guess) {}
  [[nodiscard]] PickWindow read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const override {
    return raster.read_window(low, high, with_nearness);
  }

  Raster raster;
  PointBudget budget;
};

}  // namespace vertexview::gpu::detail
