#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "vertexview/gpu/frame.hpp"
#include "vertexview/record/index_set.hpp"

namespace vertexview::app {

/// What is marked of a drawn dataset.
struct MarkedVertices {
  const IndexSet* drawn = nullptr;     ///< which of its vertices were drawn; null: all
  const IndexSet* selected = nullptr;  ///< null: none
  const IndexSet* unfaded = nullptr;   ///< all others fade; null: none does

  [[nodiscard]] bool any() const noexcept { return selected != nullptr || unfaded != nullptr; }
};

/// RGBA; the last is how much of it covers what is drawn.
struct MarkColors {
  std::array<std::uint8_t, 4> selected{};
  std::array<std::uint8_t, 4> faded{};
};

/// Returns an image that has a mark's colour where a pixel shows a vertex that is selected or fades, and
/// nothing elsewhere. `ids` are those of Frame::read_ids(); `marked` has an element for each drawn dataset.
/// Runs on all workers.
[[nodiscard]] gpu::Image marked_pixels(std::span<const std::uint64_t> ids, const Viewport& size,
                                       std::span<const MarkedVertices> marked, const MarkColors& colors);

}  // namespace vertexview::app
