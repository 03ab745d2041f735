#include "panels/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vertexview::app {
namespace {

constexpr double kFade = 0.25;
constexpr int kMostToasts = 4;

double lifetime(Notice::Kind kind) noexcept {
  switch (kind) {
    case Notice::Kind::kInfo:
      return 5;
    case Notice::Kind::kWarning:
      return 10;
    case Notice::Kind::kError:
      return 15;
  }
  return 5;
}

void wake_at(Ui& ui, double time) {
  if (ui.next_change == 0 || time < ui.next_change) ui.next_change = time;
}

}  // namespace

void Notices::draw_toasts(Ui& ui, const Area& area) {
  const float margin = ui.px(14);
  const float widest = std::min(ui.px(380), area.width() - 2 * margin);
  if (widest < ui.px(80)) return;
  int shown = 0;
  float bottom = area.max.y - margin;
  const auto& notices = ui.document.notices;
  for (std::size_t i = notices.size(); i-- > 0;) {
    const Notice& notice = notices[i];
    const double end = notice.time + lifetime(notice.kind);
    if (ui.now >= end || std::ranges::find(dismissed_, notice.time) != dismissed_.end()) continue;
    // More than a few would hide what they speak of; the log has them all.
    if (++shown > kMostToasts) break;
    const auto alpha = static_cast<float>(std::clamp((end - ui.now) / kFade, 0.0, 1.0));
    wake_at(ui, end - ui.now > kFade ? end - kFade : ui.now + 0.03);
    const float pad = ui.px(12);
    const float wrap = widest - 2 * pad - ui.px(6);
    const float size = ui.fonts.text->FontSize * ImGui::GetIO().FontGlobalScale;
    const ImVec2 text = ui.fonts.text->CalcTextSizeA(size, 1e9F, wrap, notice.text.c_str());
    const float width = std::min(widest, std::ceil(text.x) + 2 * pad + ui.px(7));
    const float height = text.y + 2 * pad;
    const Area box{{area.max.x - margin - width, bottom - height}, {area.max.x - margin, bottom}};
    if (box.min.y < area.min.y) break;
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, alpha);
    begin_panel(
        fmt::format("##toast{}", i).c_str(), box, {0, 0}, 0,
        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float round = ui.px(6);
    list.AddRectFilled(box.min, box.max, faded(ui.palette.panel_raised, alpha), round);
    list.AddRectFilled(box.min, {box.min.x + ui.px(5), box.max.y},
                       faded(ui.palette.notice(notice.kind), alpha), round, ImDrawFlags_RoundCornersLeft);
    list.AddRect(box.min, box.max, faded(ui.palette.border, alpha), round);
    list.AddText(ui.fonts.text, size, {box.min.x + pad + ui.px(6), box.min.y + pad},
                 faded(ui.palette.text, alpha), notice.text.c_str(), nullptr, wrap);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Left))
      dismissed_.push_back(notice.time);
    ImGui::End();
    ImGui::PopStyleVar();
    bottom = box.min.y - ui.px(8);
  }
}

void Notices::draw_log(Ui& ui, const Area& area) {
  if (!log_open) return;
  const float height = std::min(ui.px(220), area.height());
  const Area box{{area.min.x, area.max.y - height}, area.max};
  begin_panel("Log", box, {ui.px(12), ui.px(10)}, ui.palette.panel);
  ImGui::GetWindowDrawList()->AddLine(box.min, {box.max.x, box.min.y}, ui.palette.border);
  if (ui.document.notices.empty()) ImGui::TextDisabled("Nothing has happened yet.");
  for (const Notice& notice : ui.document.notices) {
    ImGui::PushFont(ui.fonts.mono);
    ImGui::TextDisabled("%7.1f s", notice.time);
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::PushStyleColor(
        ImGuiCol_Text, notice.kind == Notice::Kind::kInfo ? ui.palette.text : ui.palette.notice(notice.kind));
    ImGui::TextWrapped("%s", notice.text.c_str());
    ImGui::PopStyleColor();
  }
  ImGui::End();
}

}  // namespace vertexview::app
