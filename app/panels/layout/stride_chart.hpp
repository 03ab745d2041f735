#pragma once
#include <cstdint>
#include <optional>

#include "gui/ui.hpp"
#include "panels/layout/layout_finding.hpp"

namespace vertexview::app {

/// Draws a bar for each length of a record, as high as it explains the file, with the likely ones in another
/// colour and `now`, that of the draft, marked. Returns the length that was clicked in this frame. The bars
/// of the likely lengths and of `now` become the areas "layout stride N".
[[nodiscard]] std::optional<std::uint64_t> draw_stride_chart(const Ui& ui, const StrideScores& scores,
                                                             std::uint64_t now, float width, Areas& areas);

}  // namespace vertexview::app
