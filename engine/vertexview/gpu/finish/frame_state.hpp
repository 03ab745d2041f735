#pragma once
#include <optional>

#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/coverage.hpp"
#include "vertexview/gpu/order/point_budget.hpp"
#include "vertexview/gpu/points/compute_renderer.hpp"
#include "vertexview/gpu/points/cpu_canvas.hpp"

namespace vertexview::gpu {

struct Frame::State {
  /// Who drew last, and so where the vertex ids are.
  enum class Ids : std::uint8_t { kNone, kTexture, kCanvas };

  Viewport viewport;
  detail::Texture color;  // RGBA8
  detail::Framebuffer framebuffer;
  // What GPU renderers draw into, made when the first one does: see require_raster().
  detail::Texture ids;    // RG32UI, low word first
  detail::Texture depth;  // DEPTH_COMPONENT32F, reversed
  detail::Texture unlit;  // RGBA8: the colours before lighting and markers, where `color` cannot be them
  detail::Framebuffer raster;
  std::optional<bool> colors_apart;  // what require_raster() was last asked for
  detail::Coverage coverage;         // of `raster`
  // Of OpenGL's points. The first guess suits software drivers; others are soon known.
  detail::PointBudget points_budget{1e5};
  // The raster with its gaps filled, made when it is first wanted: see require_filled().
  struct Filled {
    detail::Texture color;
    detail::Texture ids;
    detail::Texture depth;
    detail::Framebuffer framebuffer;
  };
  Filled filled;
  bool shows_filled = false;  // that is what the picture shows of the raster
  detail::FillLooks looks;    // at the raster, while its holes are to be filled
  /// How `color` was made of the raster, where colours are kept apart; nullopt when that has changed since.
  struct Finish {
    float edl_strength = 0;
    std::optional<detail::GapFiller::Rule> fill;
    friend bool operator==(const Finish&, const Finish&) = default;
  };
  std::optional<Finish> finished;
  std::unique_ptr<detail::CpuCanvas> canvas;
  std::unique_ptr<detail::ComputeCanvas> compute;
  Ids where = Ids::kNone;
  bool marked = false;  // something was drawn over the colours since they were made

  [[nodiscard]] Result<void> allocate(Viewport size);
  /// Makes `raster`: the colours, in `unlit` or else in `color`, at attachment 0, ids at 1, and depth.
  [[nodiscard]] Result<void> require_raster(bool separate_colors);
  [[nodiscard]] Result<void> require_filled();

  // What the picture shows of what GPU renderers drew; the colours where they are kept apart.
  [[nodiscard]] const detail::Texture& shown_color() const noexcept {
    return shows_filled ? filled.color : unlit;
  }
  [[nodiscard]] const detail::Texture& shown_ids() const noexcept { return shows_filled ? filled.ids : ids; }
  [[nodiscard]] const detail::Texture& shown_depth() const noexcept {
    return shows_filled ? filled.depth : depth;
  }
};

}  // namespace vertexview::gpu
