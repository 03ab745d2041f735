#include "panels/layout/layout_cards.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "session/layout_argument.hpp"
#include "session/open_vertices.hpp"

namespace vertexview::app {
namespace {

constexpr float kPicture = 92;
constexpr float kNarrowest = 150;  // of a card: its name and two buttons
constexpr float kText = 42;        // the height of what stands below a picture
constexpr float kGap = 10;
constexpr float kDot = 1.6F;  // of a point: smaller ones are lost, larger ones hide what is between them
constexpr double kTurnASecond = 0.5;  // radians: slow enough to follow, fast enough to see the depth
constexpr double kFrame = 1.0 / 30;   // seconds between two pictures that turn

void read_as(Ui& ui, const LayoutCandidate& candidate) {
  ui.run(command<handlers::layout>(layout_argument(text_of(candidate.layout))));
}

std::string told_of(const LayoutCandidate& one) {
  const Layout& layout = one.layout;
  std::string text = counted(layout.schema.stride, "byte", "bytes");
  if (layout.data_offset != 0) text += fmt::format(" from {} on", layout.data_offset);
  return text + fmt::format(", score {:.2f}: {}", one.score, fmt::join(one.reasons, ", "));
}

/// Returns whether two layouts read the same records.
bool same_records(const Layout& a, const Layout& b) {
  return a.schema.stride == b.schema.stride && a.data_offset == b.data_offset &&
         a.schema.elements == b.schema.elements;
}

/// Draws a small button that ends at `right`, and returns its left edge in it; `clicked` where it was
/// clicked.
bool draw_button(const Ui& ui, const char* label, const std::string& id, float& right, float y) {
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.px(7), ui.px(1)));
  const float width = ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
  right -= width;
  ImGui::SetCursorScreenPos({right, y});
  const bool clicked = ImGui::Button(fmt::format("{}##{}", label, id).c_str());
  ImGui::PopStyleVar();
  right -= ui.px(4);
  return clicked;
}

}  // namespace

void LayoutCards::turn_under_mouse(Ui& ui, std::size_t number, bool hovered) {
  if (hovered && turning_ != number) {
    turning_ = number;
    turns_since_ = ui.now;
  } else if (!hovered && turning_ == number) {
    turning_ = kNone;
    pictures_.turn(number, 0, ui.session.wake);
  }
  if (turning_ != number) return;
  pictures_.turn(number, static_cast<float>((ui.now - turns_since_) * kTurnASecond), ui.session.wake);
  ui.wake_at(ui.now + kFrame);
}

void LayoutCards::draw_picture(Ui& ui, std::size_t number, bool chosen, float width, float height) {
  const CloudPictures::Picture& picture = pictures_[number];
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max{min.x + width, min.y + height};
  const bool hovered = ImGui::IsItemHovered();
  list.AddRectFilled(min, max, ui.colors.element, ui.px(4));
  if (picture.serial != 0 && !picture.empty && ui.pictures != nullptr) {
    const PixelImage& image = picture.image;
    list.AddImage(ui.pictures->texture(number, picture.serial, image), min,
                  {min.x + static_cast<float>(image.width) / ui.density,
                   min.y + static_cast<float>(image.height) / ui.density});
    shown_.push_back(picture.name);
  } else {
    text_at(list, ui.fonts.text, {min.x + ui.px(8), min.y + ui.px(6)}, ui.colors.text_dim,
            picture.serial == 0 ? "Drawing..." : "no points", max.x);
  }
  list.AddRect(min, max, chosen || hovered ? ui.colors.accent : ui.colors.border, ui.px(4), 0,
               chosen ? ui.px(2) : 1);
}

void LayoutCards::draw_card(Ui& ui, const OpenDataset& dataset, std::size_t number, LayoutEdit& edit,
                            const CardRoom& room, Areas& areas) {
  const float width = room.width;
  const LayoutCandidate& one = dataset.candidates()[number];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + width;
  const bool clicked =
      ImGui::InvisibleButton(fmt::format("##picture {}", one.name).c_str(), {width, ui.px(kPicture)});
  mark(areas, "layout picture " + one.name);
  const bool hovered = ImGui::IsItemHovered();
  draw_picture(ui, number, same_records(one.layout, edit.layout()), width, ui.px(kPicture));
  if (hovered)
    ImGui::SetTooltip("%s\n%s, %s\nA click shows it here, Enter takes it", one.name.c_str(),
                      told_of(one).c_str(), counted(one.count, "record", "records").c_str());
  if (clicked) edit.choose(one.layout);
  turn_under_mouse(ui, number, hovered);

  const float names = at.y + ui.px(kPicture + 4);
  float left = right;
  if (draw_button(ui, "Keep", one.name, left, names)) {
    read_as(ui, one);
    ui.run(command<handlers::save_layout>());
  }
  mark(areas, "layout keep " + one.name);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("Reads the file so and writes FILE.layout beside it, with which it opens from then on");
  if (draw_button(ui, "Read", one.name, left, names)) read_as(ui, one);
  mark(areas, "layout as " + one.name);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("vertexview %s %s", shell_word(dataset.data.path()).c_str(),
                      layout_options(one.layout).c_str());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  text_at(list, ui.fonts.strong, {at.x, names + ui.px(1)}, ui.colors.text, one.name, left);
  text_at(list, ui.fonts.small, {at.x, names + ui.px(22)}, ui.colors.text_dim, told_of(one), room.text_right);
}

void LayoutCards::draw(Ui& ui, const OpenDataset& dataset, LayoutEdit& edit, float width, Areas& areas) {
  shown_.clear();
  const std::size_t count = std::min(dataset.candidates().size(), kMostLayoutsOffered);
  // Two cards are as wide as three, so that no picture is stretched when a further candidate is found.
  const auto columns = std::clamp<std::size_t>(
      static_cast<std::size_t>((width + ui.px(kGap)) / ui.px(kNarrowest + kGap)), 1, kMostLayoutsOffered);
  const auto places = static_cast<float>(columns);
  const float card = std::floor((width - ui.px(kGap) * (places - 1)) / places);
  const auto pixels = [&](float length) {
    return std::max(1, static_cast<int>(std::lround(length * ui.density)));
  };
  pictures_.update(dataset, count, {pixels(card), pixels(ui.px(kPicture)), pixels(ui.px(kDot))},
                   ui.session.wake);
  if (count == 0) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ui.px(kPicture + kText);
  for (std::size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % columns);
    const std::size_t row = i / columns;
    ImGui::SetCursorScreenPos({at.x + column * (card + ui.px(kGap)), at.y + static_cast<float>(row) * line});
    // What speaks for the last one has the rest of the line.
    const float text_right = i + 1 == count ? at.x + width : ImGui::GetCursorScreenPos().x + card;
    ImGui::PushID(static_cast<int>(i));
    draw_card(ui, dataset, i, edit, {card, text_right}, areas);
    ImGui::PopID();
  }
  ImGui::SetCursorScreenPos(at);
  const std::size_t rows = (count + columns - 1) / columns;
  ImGui::Dummy({width, static_cast<float>(rows) * line});
}

void take_first_layout(Ui& ui, const OpenDataset& dataset) {
  read_as(ui, dataset.candidates().front());
}

}  // namespace vertexview::app
