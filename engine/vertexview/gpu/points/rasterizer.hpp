#pragma once
#include <algorithm>
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

/// What one draw is to show.
struct DrawJob {
  ViewTransform view;
  std::span<ResidentDataset* const> datasets;  ///< null: the dataset is hidden
  std::span<const ColorRule> rules;            ///< by dataset
  const DrawOptions& options;

  [[nodiscard]] DrawnSize size() const noexcept { return drawn_size(options.point_size); }
  /// Whether the picture may come about over several draws: time is limited, or not all records fit on the
  /// GPU.
  [[nodiscard]] bool goes_on() const {
    return options.budget_ms > 0 ||
           std::any_of(datasets.begin(), datasets.end(), [](const ResidentDataset* dataset) {
             return dataset != nullptr && dataset->chunks->residency() == Residency::kStreamed;
           });
  }
};

/// How a raster with points of this size is filled: `counted_size` is that of the points in its looks, and
/// `unfinished` says that holes are to be filled which later draws will probably cover. Empty when nothing
/// is.
[[nodiscard]] inline std::optional<FillRule> fill_rule(const DrawnSize& size, std::uint32_t counted_size,
                                                       bool unfinished, const Raster& raster) noexcept {
  unfinished = unfinished && raster.looks.now.counted;
  if (!size.adaptive && !unfinished) return std::nullopt;
  return FillRule{size.adaptive, unfinished, size.pixels, counted_size};
}

/// A way to draw points. All of them draw the same picture: the nearest vertex of each pixel, of equal depths
/// the first. What one keeps of a picture lies in the picture's canvas, so one rasterizer draws into any
/// number of pictures. Belongs to one context and its thread.
class Rasterizer {
 public:
  Rasterizer() = default;
  Rasterizer(const Rasterizer&) = delete;
  Rasterizer& operator=(const Rasterizer&) = delete;
  virtual ~Rasterizer() = default;

  /// Brings `target` up to date with what is resident of the job's datasets, as far as its budget goes;
  /// colours are finished. nullopt, with the picture as it was, when it is beyond what the device or its
  /// memory allows.
  [[nodiscard]] virtual std::optional<DrawStats> draw(const DrawJob& job, Picture& target) = 0;
};

}  // namespace vertexview::gpu::detail
