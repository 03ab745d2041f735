#pragma once
#include <cstdint>
#include <optional>

#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/point_budget.hpp"

namespace vertexview::gpu::detail {

/// The counterpart of FillHistory for a picture whose counts stay on the GPU, so that no draw waits for a
/// transfer.
struct FillLooks {
  /// One count of the pixels of each tile that show a vertex.
  struct Look {
    double share = 0;      ///< the part (0 to 1) of all records that the picture showed
    bool counted = false;  ///< false: `tiles` holds no counts
    Buffer tiles;          ///< a 32-bit count for each tile
  };
  Look begun;
  Look between;
  Look now;

  /// Marks all counts as missing and keeps their buffers.
  void forget() noexcept { begun.counted = between.counted = now.counted = false; }
};

/// How the gaps of a raster are filled; see GapFiller.
struct FillRule {
  bool adaptive = false;           ///< even_radii() close the gaps between points, in finished pictures too
  bool unfinished = false;         ///< closing_radius() closes the holes that later draws will probably cover
  std::uint32_t point_size = 1;    ///< pixels across, of the points in the raster
  std::uint32_t counted_size = 1;  ///< pixels across, of the points that the looks counted
  friend bool operator==(const FillRule&, const FillRule&) = default;
};

/// What a rasterizer on the GPU draws into (colours, vertex ids and depth), and what becomes of that on the
/// way to the picture: gaps are filled and edges lit.
struct Raster {
  explicit Raster(Viewport size) noexcept : viewport(size) {}

  Viewport viewport;
  Texture ids;    // RG32UI, low word first
  Texture depth;  // DEPTH_COMPONENT32F, reversed
  Texture unlit;  // RGBA8: colours before filling, lighting and markers; unused without `colors_apart`
  Framebuffer framebuffer;
  std::optional<bool> colors_apart;  // whether colours go to `unlit`, as require() was last asked
  bool empty = true;                 // nothing was drawn since require() changed where colours go
  FillLooks looks;                   // how this picture grows, while its holes are to be filled

  /// The raster with its gaps filled; require_filled() makes it when it is first needed.
  struct Filled {
    Texture color;
    Texture ids;
    Texture depth;
    Framebuffer framebuffer;
  };
  Filled filled;
  bool shows_filled = false;  // whether the picture shows `filled` in place of the raster itself
  /// How the picture was made of the raster, where colours are kept apart. `finished` is nullopt when the
  /// raster has changed since.
  struct Finish {
    float edl_strength = 0;
    std::optional<FillRule> fill;
    friend bool operator==(const Finish&, const Finish&) = default;
  };
  std::optional<Finish> finished;

  /// Makes the framebuffer, with colours at attachment 0 (in `unlit` if `separate_colors`, else in the
  /// picture's own texture), ids at 1, and depth. Where colours go to another place than before, the picture
  /// has to be drawn anew, and `empty` is set. Fails with kOutOfMemory or kDevice when there is no room.
  [[nodiscard]] Result<void> require(bool separate_colors, const Picture& picture);
  /// Makes `filled` unless it is there. Fails as require() does.
  [[nodiscard]] Result<void> require_filled();
  /// Reads a part of what the picture shows; see Canvas::read_window().
  [[nodiscard]] PickWindow read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const;

  // The textures that the picture was made of. The colours are only there where they are kept apart.
  [[nodiscard]] const Texture& shown_color() const noexcept { return shows_filled ? filled.color : unlit; }
  [[nodiscard]] const Texture& shown_ids() const noexcept { return shows_filled ? filled.ids : ids; }
  [[nodiscard]] const Texture& shown_depth() const noexcept { return shows_filled ? filled.depth : depth; }
};

/// The canvas of a rasterizer that draws into a raster. `first_guess` is how many records to draw in a frame
/// before any frame was timed.
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
