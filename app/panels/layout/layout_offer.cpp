#include "panels/layout/layout_offer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "session/layout_argument.hpp"

namespace vertexview::app {
namespace {

auto offered(const OpenDataset& dataset) {
  return dataset.candidates() | std::views::take(kMostLayoutsOffered);
}

void read_as(Ui& ui, const LayoutCandidate& candidate) {
  ui.run(command<handlers::layout>(layout_argument(text_of(candidate.layout))));
}

std::string told_of(const LayoutCandidate& one) {
  const Layout& layout = one.layout;
  std::string text = counted(layout.schema.stride, "byte", "bytes");
  if (layout.data_offset != 0) text += fmt::format(" from {} on", layout.data_offset);
  return text + fmt::format(", score {:.2f}: {}", one.score, fmt::join(one.reasons, ", "));
}

/// Draws a button of that width, with an ellipsis where its text does not fit.
bool draw_name(const Ui& ui, const std::string& name, float width) {
  const float pad = ImGui::GetStyle().FramePadding.x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool clicked = ImGui::Button(fmt::format("##as {}", name).c_str(), {width, 0});
  text_at(*ImGui::GetWindowDrawList(), ui.fonts.text, {at.x + pad, at.y + ImGui::GetStyle().FramePadding.y},
          ui.colors.text, name, at.x + width - pad);
  return clicked;
}

void draw_line(Ui& ui, const OpenDataset& dataset, const LayoutCandidate& one, float name_width, float right,
               Areas& areas) {
  if (draw_name(ui, one.name, name_width)) read_as(ui, one);
  mark(areas, "layout as " + one.name);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("vertexview %s %s", shell_word(dataset.data.path()).c_str(),
                      layout_options(one.layout).c_str());
  ImGui::SameLine(0, ui.px(6));
  if (ImGui::Button(fmt::format("Keep##{}", one.name).c_str())) {
    read_as(ui, one);
    ui.run(command<handlers::save_layout>());
  }
  mark(areas, "layout keep " + one.name);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("Writes FILE.layout beside the file, with which it opens from then on");
  ImGui::SameLine(0, ui.px(8));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string text = told_of(one);
  text_at(*ImGui::GetWindowDrawList(), ui.fonts.text, {at.x, at.y + ImGui::GetStyle().FramePadding.y},
          ui.colors.text_dim, text, right);
  ImGui::Dummy({std::max(1.0F, right - at.x), ImGui::GetFrameHeight()});
  if (at.x + text_width(ui.fonts.text, text) > right && ImGui::IsItemHovered())
    ImGui::SetTooltip("%s: %s", counted(one.count, "record", "records").c_str(), text.c_str());
}

}  // namespace

void offer_layouts(Ui& ui, const OpenDataset& dataset, float width, Areas& areas) {
  constexpr float kNames = 0.35F;  // of the width; what speaks for a layout takes most of the rest
  float widest = 0;
  for (const LayoutCandidate& one : offered(dataset))
    widest = std::max(widest, text_width(ui.fonts.text, one.name));
  const float names = std::round(std::min(widest + 2 * ImGui::GetStyle().FramePadding.x, kNames * width));
  const float right = ImGui::GetCursorScreenPos().x + width;
  bool first = true;
  for (const LayoutCandidate& one : offered(dataset)) {
    ImGui::AlignTextToFramePadding();
    if (std::exchange(first, false))
      ImGui::TextUnformatted("Read as");
    else
      ImGui::Dummy({ImGui::CalcTextSize("Read as").x, 1});
    ImGui::SameLine(0, ui.px(8));
    draw_line(ui, dataset, one, names, right, areas);
  }
}

void take_first_layout(Ui& ui, const OpenDataset& dataset) {
  read_as(ui, dataset.candidates().front());
}

}  // namespace vertexview::app
