#include "panels/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"

namespace vertexview::app {
namespace {

// In seconds. A toast that fades for this long is seen to go, and nobody waits for it.
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

/// Runs what a notice offers, on the file that it is about.
void carry_out(Ui& ui, const Notice& notice, const Offer& offer) {
  const OpenDataset* const about = ui.session.find_records(notice.about);
  if (about != nullptr && about->id != ui.session.active)
    ui.run(command<handlers::activate>(std::uint64_t{ui.session.number_of(about->id)}));
  ui.run(parse_command(offer.command).value_or(Command{}));
}

/// Where the buttons of a notice lie, from the first one's corner.
struct ButtonPlaces {
  std::vector<ImVec2> at;
  float height = 0;  ///< of all lines together
};

/// Places the buttons in as many lines as they need.
ButtonPlaces place_buttons(const Ui& ui, const std::vector<Offer>& offers, float width) {
  const float gap = ui.px(8);
  const float line = ImGui::GetFrameHeight();
  ButtonPlaces places;
  places.height = offers.empty() ? 0 : line;
  float x = 0;
  for (const Offer& offer : offers) {
    const float wide = ImGui::CalcTextSize(offer.label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (x > 0 && x + wide > width) {
      x = 0;
      places.height += gap + line;
    }
    places.at.push_back({x, places.height - line});
    x += wide + gap;
  }
  return places;
}

}  // namespace

bool Notices::is_dismissed(const Notice& notice) const {
  return std::ranges::find(dismissed_, notice.time) != dismissed_.end();
}

void Notices::draw_offers(Ui& ui, const Notice& notice, const std::vector<ImVec2>& at) {
  ImGui::PushStyleColor(ImGuiCol_Button, ui.colors.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < notice.offers.size(); ++i) {
    const Offer& offer = notice.offers[i];
    ImGui::SetCursorScreenPos({begin.x + at[i].x, begin.y + at[i].y});
    if (ImGui::Button(offer.label.c_str())) carry_out(ui, notice, offer);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", offer.command.c_str());
    mark(areas_, fmt::format("notice {}", offer.command));
  }
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

Area Notices::draw_toast(Ui& ui, const Notice& notice, const Area& area, float alpha) {
  const float margin = ui.px(14);
  const float pad = ui.px(12);
  const float stripe = ui.px(6);
  const bool offers = !notice.offers.empty();
  const float cross = offers ? ui.px(20) : 0;
  const float widest = std::min(ui.px(380), area.width() - 2 * margin);
  const float wrap = widest - 2 * pad - stripe - cross;
  const float size = ui.fonts.text->FontSize * ImGui::GetIO().FontGlobalScale;
  const ImVec2 text = ui.fonts.text->CalcTextSizeA(size, 1e9F, wrap, notice.text.c_str());
  const ButtonPlaces places = place_buttons(ui, notice.offers, wrap);
  const float buttons = offers ? ui.px(8) + places.height : 0;
  const float width = offers ? widest : std::min(widest, std::ceil(text.x) + 2 * pad + ui.px(7) + cross);
  const float height = text.y + 2 * pad + buttons;
  const Area box{{area.max.x - margin - width, area.max.y - height}, {area.max.x - margin, area.max.y}};
  if (box.min.y < area.min.y) return {};
  ImGui::PushStyleVar(ImGuiStyleVar_Alpha, alpha);
  begin_panel(
      fmt::format("##toast{}", notice.time).c_str(), box, {0, 0}, 0,
      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float round = ui.px(6);
  list.AddRectFilled(box.min, box.max, faded(ui.colors.panel_raised, alpha), round);
  list.AddRect(box.min, box.max, faded(ui.colors.border, alpha), round);
  // The coloured edge is a slice of the whole box, so that its rounded corners are those of the box.
  list.PushClipRect(box.min, {box.min.x + ui.px(5), box.max.y}, true);
  list.AddRectFilled(box.min, box.max, faded(ui.colors.notice(notice.kind), alpha), round);
  list.PopClipRect();
  const ImVec2 at{box.min.x + pad + stripe, box.min.y + pad};
  list.AddText(ui.fonts.text, size, at, faded(ui.colors.text, alpha), notice.text.c_str(), nullptr, wrap);
  if (offers) {
    ImGui::SetCursorScreenPos({at.x, at.y + text.y + ui.px(8)});
    draw_offers(ui, notice, places.at);
    text_at(list, ui.fonts.text, {box.max.x - pad - ui.px(8), at.y - ui.px(2)}, ui.colors.text_dim, "\u00D7");
    areas_["notice dismiss"] = {{box.max.x - pad - cross, box.min.y}, {box.max.x, box.min.y + pad + cross}};
  }
  if (ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Left))
    dismissed_.push_back(notice.time);
  ImGui::End();
  ImGui::PopStyleVar();
  return box;
}

void Notices::draw_toasts(Ui& ui, const Area& area) {
  areas_.clear();
  if (area.width() < ui.px(108)) return;
  Area room{area.min, {area.max.x, area.max.y - ui.px(14)}};
  // More than a few toasts would hide what they speak of; the log has them all.
  int left = kMostToasts;
  const auto draw = [&](const Notice& notice, float alpha) {
    const Area box = draw_toast(ui, notice, room, alpha);
    left = box.height() > 0 ? left - 1 : 0;
    room.max.y = box.min.y - ui.px(8);
  };
  const auto& notices = ui.session.notices;
  // Notices with buttons are drawn below all others, where nothing that comes and goes moves the buttons.
  for (std::size_t i = notices.size(); i-- > 0 && left > 0;) {
    const Notice& notice = notices[i];
    if (!notice.offers.empty() && !notice.settled && !is_dismissed(notice)) draw(notice, 1);
  }
  for (std::size_t i = notices.size(); i-- > 0 && left > 0;) {
    const Notice& notice = notices[i];
    const double end = notice.time + lifetime(notice.kind);
    if (!notice.offers.empty() || ui.now >= end || notice.settled || is_dismissed(notice)) continue;
    ui.wake_at(end - ui.now > kFade ? end - kFade : ui.now + 0.03);
    draw(notice, static_cast<float>(std::clamp((end - ui.now) / kFade, 0.0, 1.0)));
  }
}

void Notices::draw_log(Ui& ui, const Area& area) {
  if (!log_open) return;
  const float height = std::min(ui.px(220), area.height());
  const Area box{{area.min.x, area.max.y - height}, area.max};
  begin_panel("Log", box, {ui.px(12), ui.px(10)}, ui.colors.panel);
  ImGui::GetWindowDrawList()->AddLine(box.min, {box.max.x, box.min.y}, ui.colors.border);
  if (ui.session.notices.empty()) ImGui::TextDisabled("Nothing has happened yet.");
  for (const Notice& notice : ui.session.notices) {
    ImGui::PushFont(ui.fonts.mono);
    ImGui::TextDisabled("%7.1f s", notice.time);
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::PushStyleColor(
        ImGuiCol_Text, notice.kind == Notice::Kind::kInfo ? ui.colors.text : ui.colors.notice(notice.kind));
    ImGui::TextWrapped("%s", notice.text.c_str());
    ImGui::PopStyleColor();
  }
  ImGui::End();
}

}  // namespace vertexview::app
