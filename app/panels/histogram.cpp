#include "panels/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace vertexview::app {

std::vector<std::uint64_t> joined_counts(const NumberHistogram& histogram, std::size_t bars) {
  std::vector<std::uint64_t> counts(bars);
  const std::size_t joined = NumberHistogram::kIntervals / bars;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) counts[i / joined] += histogram.counts[i];
  return counts;
}

void draw_histogram(ImDrawList& list, const Area& area, const NumberHistogram& histogram,
                    const HistogramLook& look) {
  std::size_t bars = NumberHistogram::kIntervals;
  while (bars > 8 && static_cast<float>(bars) > area.width()) bars /= 2;
  const std::vector<std::uint64_t> counts = joined_counts(histogram, bars);
  const double highest = std::log1p(static_cast<double>(*std::ranges::max_element(counts)));
  if (highest <= 0) return;
  // A histogram that has room enough gets gaps, so that its bars can be told apart.
  const float step = area.width() / static_cast<float>(bars);
  const float gap = step >= 4 ? 1.0F : 0.0F;
  for (std::size_t i = 0; i < bars; ++i) {
    if (counts[i] == 0) continue;
    const auto share = static_cast<float>(std::log1p(static_cast<double>(counts[i])) / highest);
    // Whatever is there is seen, however little it is.
    const float height = std::max(1.0F, std::round(area.height() * share));
    const float left = std::round(area.min.x + static_cast<float>(i) * step);
    const float right = std::round(area.min.x + static_cast<float>(i + 1) * step) - gap;
    const double middle = (static_cast<double>(i) + 0.5) / static_cast<double>(bars);
    const bool marked = look.marked && middle >= look.marked->first && middle <= look.marked->second;
    list.AddRectFilled({left, area.max.y - height}, {std::max(right, left + 1), area.max.y},
                       marked ? look.marked_color : look.color);
  }
}

}  // namespace vertexview::app
