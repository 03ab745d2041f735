#pragma once
#include <imgui.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "gui/ui.hpp"
#include "vertexview/vertex/element_statistics.hpp"

namespace vertexview::app {

/// How a histogram is drawn.
struct HistogramLook {
  ImU32 color = 0;
  ImU32 marked_color = 0;
  /// The part that is marked, as shares of the range from 0 to 1.
  std::optional<std::pair<double, double>> marked = std::nullopt;
};

/// Returns the counts of `bars` intervals of equal length, each the sum of neighbouring ones of the
/// histogram; `bars` must divide NumberHistogram::kIntervals.
[[nodiscard]] std::vector<std::uint64_t> joined_counts(const NumberHistogram& histogram, std::size_t bars);

/// Draws a histogram into an area, each bar as high as the logarithm of its count, so that rare numbers are
/// seen beside frequent ones. It has as many bars as fit.
void draw_histogram(ImDrawList& list, const Area& area, const NumberHistogram& histogram,
                    const HistogramLook& look);

}  // namespace vertexview::app
