#include "panels/layout/stride_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gui/widgets.hpp"

namespace vertexview::app {
namespace {

constexpr float kBars = 38;
constexpr float kLabels = 15;
constexpr std::uint64_t kLengths = kLongestStride - kShortestStride + 1;
// Narrower bars are hard to point at: the best of those within this distance is meant.
constexpr float kEasy = 5;
constexpr std::size_t kMostLikely = 4;

/// Where the bars are.
struct Plot {
  Area area;
  [[nodiscard]] float left_of(std::uint64_t stride) const {
    return std::round(area.min.x + area.width() * static_cast<float>(stride - kShortestStride) /
                                       static_cast<float>(kLengths));
  }
};

bool is_likely(const StrideScores& scores, std::uint64_t stride) {
  const auto end =
      scores.likely.begin() + static_cast<std::ptrdiff_t>(std::min(scores.likely.size(), kMostLikely));
  return std::find(scores.likely.begin(), end, stride) != end;
}

/// Returns the length whose bar is meant by a place in the plot.
std::uint64_t stride_at(const Ui& ui, const Plot& plot, const StrideScores& scores, float x) {
  const float bar = plot.area.width() / static_cast<float>(kLengths);
  const auto at = static_cast<std::int64_t>((x - plot.area.min.x) / bar);
  const auto near = static_cast<std::int64_t>(bar >= ui.px(kEasy) ? 0 : ui.px(kEasy) / 2 / bar);
  const auto inside = [](std::int64_t place) {
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(place, 0, kLengths - 1)) + kShortestStride;
  };
  std::uint64_t meant = inside(at);
  for (std::int64_t other = at - near; other <= at + near; ++other)
    if (scores.share(inside(other)) > scores.share(meant)) meant = inside(other);
  return meant;
}

void draw_bars(const Ui& ui, ImDrawList& list, const Plot& plot, const StrideScores& scores,
               std::uint64_t now, std::uint64_t hovered, Areas& areas) {
  for (std::uint64_t stride = kShortestStride; stride <= kLongestStride; ++stride) {
    const float left = plot.left_of(stride);
    const float right = std::max(plot.left_of(stride + 1) - (ui.px(1) > 1 ? ui.px(1) : 0), left + 1);
    const auto high = static_cast<float>(scores.share(stride)) * (plot.area.height() - ui.px(3));
    const bool likely = is_likely(scores, stride);
    const ImU32 color = stride == now || stride == hovered ? ui.colors.accent
                        : likely                           ? ui.colors.bytes[1]
                                                           : faded(ui.colors.text_dim, 0.55F);
    list.AddRectFilled({left, plot.area.max.y - std::max(1.0F, std::round(high))}, {right, plot.area.max.y},
                       color);
    if (likely || stride == now)
      areas[fmt::format("layout stride {}", stride)] = {{left, plot.area.min.y}, {right, plot.area.max.y}};
  }
}

void draw_labels(const Ui& ui, ImDrawList& list, const Plot& plot, const StrideScores& scores,
                 std::uint64_t now) {
  std::vector<std::uint64_t> labelled{now};
  for (std::size_t i = 0; i < std::min(scores.likely.size(), kMostLikely); ++i)
    labelled.push_back(scores.likely[i]);
  labelled.insert(labelled.end(), {kShortestStride, kLongestStride});
  std::vector<Area> taken;
  const auto is_free = [&](float left, float width) {
    return left >= plot.area.min.x && left + width <= plot.area.max.x &&
           std::ranges::none_of(taken, [&](const Area& other) {
             return left < other.max.x + ui.px(3) && other.min.x - ui.px(3) < left + width;
           });
  };
  for (const std::uint64_t stride : labelled) {
    if (stride < kShortestStride || stride > kLongestStride) continue;
    const std::string text = std::to_string(stride);
    const float width = text_width(ui.fonts.small, text);
    const float middle = (plot.left_of(stride) + plot.left_of(stride + 1)) / 2;
    const float at = std::round(std::clamp(middle - width / 2, plot.area.min.x, plot.area.max.x - width));
    // The first labels are the more important ones; others keep away from them, a little aside if need be.
    for (const float aside : {0.0F, -0.5F, 0.5F}) {
      const float left = std::round(at + aside * width);
      if (!is_free(left, width)) continue;
      taken.push_back({{left, plot.area.max.y}, {left + width, plot.area.max.y + ui.px(kLabels)}});
      text_at(list, ui.fonts.small, {left, plot.area.max.y + ui.px(2)},
              stride == now ? ui.colors.accent : ui.colors.text_dim, text);
      break;
    }
  }
}

void draw_now(const Ui& ui, ImDrawList& list, const Plot& plot, const StrideScores& scores,
              std::uint64_t now) {
  if (now < kShortestStride || now > kLongestStride) return;
  const float middle = (plot.left_of(now) + plot.left_of(now + 1)) / 2;
  const auto high = static_cast<float>(scores.share(now)) * (plot.area.height() - ui.px(3));
  const float size = ui.px(4);
  const float y = std::max(plot.area.max.y - high - ui.px(2), plot.area.min.y + size);
  list.AddTriangleFilled({middle - size, y - size}, {middle + size, y - size}, {middle, y}, ui.colors.accent);
}

}  // namespace

std::optional<std::uint64_t> draw_stride_chart(const Ui& ui, const StrideScores& scores, std::uint64_t now,
                                               float width, Areas& areas) {
  constexpr double kPercent = 100;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float label = text_width(ui.fonts.text, "Stride") + ui.px(10);
  const Plot plot{{{at.x + label, at.y}, {at.x + width, at.y + ui.px(kBars)}}};
  text_at(list, ui.fonts.text, {at.x, at.y + ui.px(kBars) - ImGui::GetTextLineHeight()}, ui.colors.text_dim,
          "Stride");
  ImGui::SetCursorScreenPos(plot.area.min);
  const bool clicked = ImGui::InvisibleButton("##strides", {plot.area.width(), ui.px(kBars + kLabels)});
  mark(areas, "layout strides");
  std::uint64_t hovered = 0;
  if (ImGui::IsItemHovered() && scores.best > 0) {
    hovered = stride_at(ui, plot, scores, ImGui::GetIO().MousePos.x);
    ImGui::SetTooltip(
        "%s\n%.0f %% of what the best length explains\nA click reads it as the layout that fits best",
        fmt::format("{} bytes a record", hovered).c_str(), kPercent * scores.share(hovered));
  }
  list.AddLine({plot.area.min.x, plot.area.max.y}, plot.area.max, ui.colors.border);
  draw_bars(ui, list, plot, scores, now, hovered, areas);
  draw_now(ui, list, plot, scores, now);
  draw_labels(ui, list, plot, scores, now);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, ui.px(kBars + kLabels)});
  return clicked && hovered != 0 ? std::optional(hovered) : std::nullopt;
}

}  // namespace vertexview::app
