#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "vertexview/gpu/finish/hole_filling.hpp"
#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/finish/record_colors.hpp"
#include "vertexview/gpu/gl/pixel_buffer.hpp"
#include "vertexview/gpu/order/block_cursor.hpp"
#include "vertexview/gpu/order/record_row.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/gpu/points/splat.hpp"
#include "vertexview/gpu/residency/fetched_pieces.hpp"

namespace vertexview::gpu::detail {

/// How the visible records of a canvas are turned into colours.
struct CanvasLook {
  DrawnSize size;
  float edl_strength = 0;
  glm::vec3 background{0};
  bool fill_holes = true;
  std::vector<ColorRule> rules = {};  // by dataset; one without a rule shows its colours as stored

  [[nodiscard]] ColorRule rule_of(std::uint32_t dataset) const noexcept {
    return dataset < rules.size() ? rules[dataset] : ColorRule();
  }
  /// Returns whether every dataset shows the colours of its records as they are.
  [[nodiscard]] bool shows_stored_colors() const noexcept {
    return std::ranges::all_of(rules, [](const ColorRule& rule) { return rule == ColorRule(); });
  }
  friend bool operator==(const CanvasLook&, const CanvasLook&) = default;
};

/// What the processor keeps of a picture from one draw to the next. All images are width x height, rows from
/// top to bottom.
class CpuCanvas final : public Canvas {
 public:
  static constexpr Backend kBackend = Backend::kCpu;

  /// The nearest vertex of each pixel: its key, its record and its colour as shown.
  struct Layer {
    PixelBuffer<std::uint64_t> keys;
    PixelBuffer<std::uint64_t> resolved;  // the keys that `records` and `rgba` belong to
    PixelBuffer<ColoredVertex> records;
    PixelBuffer<std::uint32_t> rgba;
  };

  explicit CpuCanvas(Viewport viewport);
  /// Returns a layer with as many pixels as the canvas has. Their values are not initialised.
  [[nodiscard]] Layer make_layer() const;

  [[nodiscard]] std::size_t pixels() const noexcept { return pixels_; }
  [[nodiscard]] Viewport viewport() const noexcept { return viewport_; }
  /// Returns the keys of `now`, with as many bits for an index as the records of `row` need.
  [[nodiscard]] KeyImage key_image() const noexcept;
  /// Returns whether all records were drawn in this view.
  [[nodiscard]] bool converged() const noexcept {
    return std::all_of(cursors.begin(), cursors.end(),
                       [](const BlockCursor& cursor) { return cursor.done(); });
  }
  /// Returns the part of all records that was drawn in this view.
  [[nodiscard]] double share() const noexcept {
    return row.records() == 0 ? 1 : static_cast<double>(visited_points) / static_cast<double>(row.records());
  }
  [[nodiscard]] PickWindow read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const override;
  /// Returns the id of the vertex drawn at pixel `at`, taking its point size into account; see vertex_id.hpp.
  [[nodiscard]] std::uint64_t id_at(std::size_t at) const noexcept;
  /// Returns the distance along the view of the vertex that id_at() finds at pixel `at`, which must not be
  /// background.
  [[nodiscard]] float distance_at(std::size_t at) const noexcept;

  Layer now;
  Layer before;
  PixelBuffer<std::uint32_t> landed;  // the pixel of `now` that each vertex of `before` falls in
  // The pixel whose vertex each pixel shows, or kNowhere. cover() makes it where points cover several pixels
  // or holes are filled.
  PixelBuffer<std::uint32_t> shown;
  bool displaced = false;              // whether `shown` holds; else each pixel shows its own vertex
  PixelBuffer<std::uint32_t> covered;  // what `shown` would be if no hole were filled
  PixelBuffer<std::uint32_t> depths;   // the depths of `covered`; see FillImage
  FillHistory progress;                // how the picture of this view grows, while its holes are to be filled
  PixelBuffer<std::uint32_t> image;    // RGBA8, rows from bottom to top, as OpenGL takes them

  RecordRow row;
  std::optional<ViewTransform> view;  // nullopt: nothing was drawn yet
  CanvasLook look;
  std::vector<BlockCursor> cursors;   // how far each part of `row` is drawn in this view
  std::vector<FetchedPieces> pieces;  // what this draw read of each part of `row`
  std::uint64_t visited_points = 0;   // records drawn in this view
  double tail_seconds = 0;            // running mean of the time that resolving and shading take

 private:
  [[nodiscard]] std::size_t source_of(std::size_t at) const noexcept { return displaced ? shown[at] : at; }

  Viewport viewport_;
  std::size_t pixels_ = 0;
};

}  // namespace vertexview::gpu::detail
