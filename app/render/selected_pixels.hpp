#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "vertexview/gpu/frame.hpp"
#include "vertexview/record/index_set.hpp"

namespace vertexview::app {

/// Returns an image that has `color` (RGBA) where a pixel shows a selected vertex, and nothing elsewhere.
/// `ids` are those of Frame::read_ids(); `selected` has an element for each drawn dataset, null for none of
/// it. Runs on all workers.
[[nodiscard]] gpu::Image selected_pixels(std::span<const std::uint64_t> ids, const Viewport& size,
                                         std::span<const IndexSet* const> selected,
                                         std::array<std::uint8_t, 4> color);

}  // namespace vertexview::app
