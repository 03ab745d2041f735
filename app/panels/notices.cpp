#include "panels/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/layout/layout_offer.hpp"

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

/// Returns whether the records that the notice was true of are no longer shown.
bool is_outdated(const Session& session, const Notice& notice) {
  return notice.true_of != 0 && std::ranges::none_of(session.datasets, [&](const OpenDataset& dataset) {
           return dataset.serial == notice.true_of;
         });
}

/// Returns whether the notice reports a file that can be opened without the bytes that follow its whole
/// records.
bool offers_whole_records(const Session& session, const Notice& notice) {
  return !notice.refused.empty() && std::ranges::none_of(session.datasets, [&](const OpenDataset& dataset) {
    return dataset.data.path() == notice.refused;
  });
}

void make_active(Ui& ui, const OpenDataset& dataset) {
  if (dataset.id != ui.session.active)
    ui.run(command<handlers::activate>(std::uint64_t{ui.session.number_of(dataset.id)}));
}

void show_layout(Ui& ui, const OpenDataset& dataset) {
  make_active(ui, dataset);
  if (!ui.session.show.layout) ui.run(command<handlers::toggle>("layout"));
}

}  // namespace

Notices::Offer Notices::offer_of(const Session& session, const Notice& notice) {
  Offer offer{.whole_records = offers_whole_records(session, notice)};
  for (const OpenDataset& dataset : session.datasets) {
    // A doubt that the Layout panel shows already is left out.
    const bool told = session.show.layout && dataset.id == session.active;
    if (notice.doubted == dataset.serial && dataset.doubt && !told) offer.doubted = &dataset;
    if (notice.dark == dataset.serial && dataset.color_doubt) offer.dark = &dataset;
  }
  return offer;
}

bool Notices::is_dismissed(const Notice& notice) const {
  return std::ranges::find(dismissed_, notice.time) != dismissed_.end();
}

void Notices::draw_offer(Ui& ui, const Notice& notice, const Offer& offer) {
  ImGui::PushStyleColor(ImGuiCol_Button, ui.colors.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
  if (offer.doubted != nullptr) {
    offer_layouts(ui, *offer.doubted, "notice as ", areas_);
    if (!offer.doubted->doubt->better.empty()) ImGui::SameLine(0, ui.px(8));
    if (ImGui::Button("Layout...")) show_layout(ui, *offer.doubted);
    mark(areas_, "notice layout");
  } else if (offer.dark != nullptr) {
    const std::string& range = offer.dark->color_doubt->range;
    if (ImGui::Button(fmt::format("Colour range {}", range).c_str())) {
      make_active(ui, *offer.dark);
      ui.run(command<handlers::color_range>(range));
    }
    mark(areas_, "notice color-range");
  } else {
    if (ImGui::Button("Open its whole records")) {
      ui.run(command<handlers::open_whole>(notice.refused));
      dismissed_.push_back(notice.time);  // otherwise the offer would come back when the file is closed
    }
    mark(areas_, "notice open whole");
  }
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

Area Notices::draw_toast(Ui& ui, const Notice& notice, const Offer& offer, const Area& area, float alpha) {
  const float margin = ui.px(14);
  const float pad = ui.px(12);
  const float stripe = ui.px(6);
  const bool offers = offer.any();
  const float cross = offers ? ui.px(20) : 0;
  const float widest = std::min(ui.px(380), area.width() - 2 * margin);
  const float wrap = widest - 2 * pad - stripe - cross;
  const float size = ui.fonts.text->FontSize * ImGui::GetIO().FontGlobalScale;
  const ImVec2 text = ui.fonts.text->CalcTextSizeA(size, 1e9F, wrap, notice.text.c_str());
  const float buttons = offers ? ui.px(8) + ImGui::GetFrameHeight() : 0;
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
    draw_offer(ui, notice, offer);
    text_at(list, ui.fonts.text, {box.max.x - pad - ui.px(8), at.y - ui.px(2)}, ui.colors.text_dim, "\u00D7");
    areas_["notice close"] = {{box.max.x - pad - cross, box.min.y}, {box.max.x, box.min.y + pad + cross}};
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
  const auto draw = [&](const Notice& notice, const Offer& offer, float alpha) {
    const Area box = draw_toast(ui, notice, offer, room, alpha);
    left = box.height() > 0 ? left - 1 : 0;
    room.max.y = box.min.y - ui.px(8);
  };
  const auto& notices = ui.session.notices;
  // Notices with buttons are drawn below all others, where nothing that comes and goes moves the buttons.
  for (std::size_t i = notices.size(); i-- > 0 && left > 0;) {
    const Offer offer = offer_of(ui.session, notices[i]);
    if (offer.any() && !is_dismissed(notices[i])) draw(notices[i], offer, 1);
  }
  for (std::size_t i = notices.size(); i-- > 0 && left > 0;) {
    const Notice& notice = notices[i];
    const double end = notice.time + lifetime(notice.kind);
    const bool offers = notice.doubted != 0 || notice.dark != 0 || !notice.refused.empty();
    if (offers || ui.now >= end || is_dismissed(notice) || is_outdated(ui.session, notice)) continue;
    ui.wake_at(end - ui.now > kFade ? end - kFade : ui.now + 0.03);
    draw(notice, {}, static_cast<float>(std::clamp((end - ui.now) / kFade, 0.0, 1.0)));
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
