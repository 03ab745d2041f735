#pragma once
#include <algorithm>
#include <chrono>
#include <optional>
#include <span>

#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/finish/record_colors.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/gpu/residency/resident_dataset.hpp"

namespace vertexview::gpu::detail {

/// What one draw is to show. It refers to data of the caller, which must live until the draw is done.
struct DrawJob {
  ViewTransform view;
  std::span<ResidentDataset* const> datasets;  ///< null for a dataset that is hidden
  std::span<const ColorRule> rules;            ///< for each dataset
  const DrawOptions& options;

  [[nodiscard]] DrawnSize size() const noexcept { return drawn_size(options.point_size); }
  /// Returns whether the picture may take several draws, because time is limited or not all records fit on
  /// the GPU.
  [[nodiscard]] bool goes_on() const {
    return options.budget_ms > 0 ||
           std::any_of(datasets.begin(), datasets.end(), [](const ResidentDataset* dataset) {
             return dataset != nullptr && dataset->chunks->residency() == Residency::kStreamed;
           });
  }
};

/// Returns how to fill a raster with points of `size`, or nullopt when nothing is to be filled.
/// `counted_size` is the size in pixels of the points that the raster's looks counted; `unfinished` says that
/// holes are to be filled which later draws will probably cover.
[[nodiscard]] inline std::optional<FillRule> fill_rule(const DrawnSize& size, std::uint32_t counted_size,
                                                       bool unfinished, const Raster& raster) noexcept {
  unfinished = unfinished && raster.looks.now.counted;
  if (!size.adaptive && !unfinished) return std::nullopt;
  return FillRule{size.adaptive, unfinished, size.pixels, counted_size};
}

/// Draws a dataset in one draw(): `draw_more()` draws what is on the GPU, and returns whether more is wanted.
/// Chunks of a streamed file that are completely drawn were released by then, so that others take their
/// places and are drawn too, until a good part of the budget is over. A draw without a budget goes on until
/// nothing is missing or the upload fails.
template <class DrawMore>
void draw_streamed(ChunkStore& chunks, double budget_ms, const DrawMore& draw_more) {
  // The rest of the budget is left to what the GPU has yet to do by then, and to the passes over the picture.
  constexpr double kStreamingShare = 0.5;
  const auto began = std::chrono::steady_clock::now();
  const std::chrono::duration<double, std::milli> at_most(budget_ms * kStreamingShare);
  bool more = draw_more();
  if (chunks.residency() != Residency::kStreamed) return;
  do {
    if (!more || !chunks.stream_in()) return;
    more = draw_more();
  } while (budget_ms == 0 || std::chrono::steady_clock::now() - began < at_most);
}

/// A way to draw points. All of them draw the same picture: each pixel shows the nearest vertex, and of
/// several at the same depth the first. What a rasterizer keeps of a picture lies in the picture's canvas, so
/// that one rasterizer can draw into any number of pictures. Belongs to one context and its thread.
class Rasterizer {
 public:
  Rasterizer() = default;
  Rasterizer(const Rasterizer&) = delete;
  Rasterizer& operator=(const Rasterizer&) = delete;
  virtual ~Rasterizer() = default;

  /// Brings `target`, its finished colours included, up to date with the resident records of the job's
  /// datasets, as far as the budget goes. Returns nullopt, and leaves the picture's colours as they were,
  /// when the picture is beyond what the device or its memory allows.
  [[nodiscard]] virtual std::optional<DrawStats> draw(const DrawJob& job, Picture& target) = 0;
};

}  // namespace vertexview::gpu::detail
