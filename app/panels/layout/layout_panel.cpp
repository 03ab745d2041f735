#include "panels/layout/layout_panel.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/layout/layout_elements.hpp"
#include "panels/layout/layout_format_line.hpp"
#include "panels/layout/layout_number_line.hpp"
#include "panels/layout/layout_strip.hpp"
#include "panels/layout/stride_chart.hpp"

namespace vertexview::app {
namespace {

constexpr float kMargin = 12;
constexpr float kSmallestTable = 132;
constexpr float kTallestTable = 220;
constexpr float kTwoColumns = 700;  // design units; a narrower panel has its two tables one below the other
constexpr double kPatience = 0.1;  // seconds that old numbers may stay: after longer a person would read them

const char* source_text(LayoutSource source) {
  switch (source) {
    case LayoutSource::kDefault:
      return "nobody said how the records lie: read as canonical vertices";
    case LayoutSource::kExtension:
      return "as the file's extension says";
    case LayoutSource::kGuessed:
      return "nobody said how the records lie: guessed from the bytes";
    case LayoutSource::kHeader:
      return "as the file's header says";
    case LayoutSource::kSidecar:
      return "as a .layout file says";
    case LayoutSource::kGiven:
      break;
  }
  return "as chosen";
}

void draw_lines(const Ui& ui, const RecordColumn& element, const std::vector<std::string>& lines) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.px(10), ui.px(8)));
  ImGui::BeginTooltip();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // The first two columns are the name of the element and its type, the others are numbers.
    ImGui::PushFont(i == 0 ? ui.fonts.strong : i == 1 ? ui.fonts.text : ui.fonts.mono);
    ImGui::PushStyleColor(ImGuiCol_Text, i == 0   ? color_of(element, ui.colors)
                                         : i == 2 ? ui.colors.text_dim
                                                  : ui.colors.text);
    ImGui::TextUnformatted(lines[i].c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

}  // namespace

LayoutReport LayoutPanel::report() const {
  LayoutReport report = edit_.report();
  report.told = told_;
  if (finder_) report.pictures = cards_.shown();
  return report;
}

void LayoutPanel::draw_head(Ui& ui, const OpenDataset& dataset) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::TextUnformatted("Layout");
  ImGui::PopFont();
  ImGui::SameLine(0, ui.px(10));
  const bool changed = edit_.changed();
  const std::string about = changed
                                ? fmt::format("{}   edited, not applied yet", dataset.name)
                                : fmt::format("{}   {}", dataset.name, source_text(dataset.layout_source));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const char* const finder = ui.session.show.finder ? "Hide finder" : "Show finder";
  const float right = at.x + ImGui::GetContentRegionAvail().x - text_width(ui.fonts.text, finder) - ui.px(16);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  text_at(list, ui.fonts.text, at, changed ? ui.colors.accent : ui.colors.text_dim, about, right);
  ImGui::SetCursorScreenPos({right + ui.px(16), at.y});
  if (ImGui::InvisibleButton("##finder", {text_width(ui.fonts.text, finder), ImGui::GetTextLineHeight()}))
    ui.run(command<handlers::toggle>("finder"));
  mark(areas_, "layout finder");
  text_at(list, ui.fonts.text, {right + ui.px(16), at.y},
          ImGui::IsItemHovered() ? ui.colors.text : ui.colors.accent, finder);
}

void LayoutPanel::draw_doubt(const Ui& ui, const OpenDataset& dataset) {
  if (!dataset.doubt) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.warning);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(fmt::format("This layout may be wrong: {}.", dataset.doubt->reason).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

void LayoutPanel::take(Ui& ui, const OpenDataset& dataset, bool enter) const {
  const bool here = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) && !ui.popup;
  const bool pressed = here && !ImGui::IsAnyItemActive() &&
                       (key_pressed(ImGuiKey_Enter, false) || key_pressed(ImGuiKey_KeyPadEnter, false));
  if (!enter && !pressed) return;
  const bool unsaid = dataset.doubt || dataset.layout_source == LayoutSource::kGuessed;
  if (unsaid && !edit_.changed() && !dataset.candidates().empty())
    take_first_layout(ui, dataset);
  else
    apply_layout(ui, edit_);
}

void LayoutPanel::draw_finder(Ui& ui, const OpenDataset& dataset, float width) {
  finding_.update(dataset, ui.session.wake);
  if (const auto tried = finding_.take_tried()) edit_.choose(tried->layout);
  if (const auto stride =
          draw_stride_chart(ui, finding_.scores(), edit_.layout().schema.stride, width, areas_))
    finding_.try_stride(dataset, *stride, ui.session.wake);
  cards_.draw(ui, dataset, edit_, width, areas_);
}

void LayoutPanel::mark_bytes(const Ui& ui, const RulerGrid& grid, ImVec2 origin, ImVec2 size) {
  const std::uint64_t stride = edit_.layout().schema.stride;
  ImGui::SetCursorScreenPos(origin);
  ImGui::InvisibleButton("##bytes", size);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemActivated()) drag_from_ = byte_under(grid, origin, stride, mouse, false);
  // The button may go down and up within one frame, and the mouse move in the one in which it goes up.
  if (drag_from_ && (ImGui::IsItemActive() || ImGui::IsItemDeactivated()))
    if (const auto to = byte_under(grid, origin, stride, mouse, true))
      edit_.mark(ByteRange{std::min(*drag_from_, *to), std::max(*drag_from_, *to) + 1});
  if (!ImGui::IsItemActive()) drag_from_.reset();
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return;
  const auto under = byte_under(grid, origin, stride, mouse, false);
  if (!under || *under >= edit_.bytes().size()) return;
  const Area cell = cell_of_byte(ui, grid, origin, *under);
  if (mouse.y >= cell.max.y) return;  // the plate below tells about its element
  const auto lines = lines_about(edit_.bytes()[static_cast<std::size_t>(*under)], *under);
  told_ = fmt::format("{}", fmt::join(lines, "\n"));
  ImGui::SetTooltip("%s", told_.c_str());
}

void LayoutPanel::draw_record(const Ui& ui, float width) {
  const std::uint64_t stride = edit_.layout().schema.stride;
  const RulerGrid grid = ruler_grid(ui, width, stride);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const bool faint = !edit_.reading().layout;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const RecordColumn* const hovered =
      draw_ruler(ui, list, grid, origin, edit_.stored(), stride, faint, areas_);
  draw_cells(ui, list, grid, origin, edit_.bytes(), stride, faint, areas_);
  if (edit_.marked()) draw_mark(ui, list, grid, origin, *edit_.marked());
  told_.clear();
  mark_bytes(ui, grid, origin, {width, grid.height()});
  if (grid.left_out > 0)
    ImGui::TextDisabled("and %s", counted(grid.left_out, "byte more", "bytes more").c_str());
  draw_strip_legend(ui, edit_, width, areas_);
  if (hovered == nullptr || !told_.empty() || drag_from_) return;
  const auto lines = edit_.tell(*hovered);
  draw_lines(ui, *hovered, lines);
  told_ = fmt::format("{}", fmt::join(lines, "\n"));
}

void LayoutPanel::read_keys(const Ui& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool here = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) && !ui.popup && !io.WantTextInput;
  if (here && takes_keys_) {
    for (const ImWchar typed : io.InputQueueCharacters)
      if (edit_.marked() && typed < 128) edit_.make_numbers(static_cast<char>(typed));
    if (edit_.marked() && key_pressed(ImGuiKey_Delete, false)) edit_.make_numbers('x');
    if (io.KeyCtrl && key_pressed(ImGuiKey_Z)) edit_.undo();
    if (key_pressed(ImGuiKey_Escape, false)) {
      if (edit_.marked())
        edit_.mark(std::nullopt);
      else
        edit_.revert();
    }
  }
  takes_keys_ = here && (edit_.marked() || edit_.can_undo());
}

// Dims the panel while the format is wrong, because the tables then still show the last right one.
void LayoutPanel::fade_if_wrong(const Ui& ui) const {
  if (edit_.reading().layout) return;
  const ImVec2 min = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  ImGui::GetWindowDrawList()->AddRectFilled(min, {min.x + size.x, min.y + size.y},
                                            faded(ui.colors.panel, 0.6F));
}

void LayoutPanel::draw_first_records(const Ui& ui) {
  if (late_)
    ImGui::TextDisabled("Reading the first records...");
  else
    draw_preview(ui, edit_.preview());
}

void LayoutPanel::draw_tables(const Ui& ui, float width) {
  const Layout& layout = edit_.layout();
  const bool beside = width >= ui.px(kTwoColumns);
  const float gap = ui.px(24);
  const float left = beside ? std::round(std::min((width - gap) * 0.6F, ui.px(480))) : width;
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const float elements = element_table_height(ui, layout) + ui.px(2);
  const float records = preview_height(ui, edit_.preview()) + bar + ui.px(2);
  const float room = std::max(ImGui::GetContentRegionAvail().y, ui.px(kSmallestTable));
  ImGui::BeginChild("fields", {left, beside ? room : std::min(elements, ui.px(kTallestTable))});
  const float inside = ImGui::GetContentRegionAvail().x - ui.px(8);
  const auto ranges = late_ ? std::span<const std::optional<ValueRange>>{} : edit_.ranges();
  if (const auto choice = draw_element_table(ui, layout, edit_.elements(), ranges, inside, areas_))
    edit_.draft.rest =
        with_role(layout, edit_.draft.rest, layout.schema.elements[choice->element], choice->role);
  fade_if_wrong(ui);
  ImGui::EndChild();
  if (beside)
    ImGui::SameLine(0, gap);
  else
    ImGui::Dummy({1, ui.px(4)});
  ImGui::BeginChild("records", {0, beside ? room : records}, false, ImGuiWindowFlags_HorizontalScrollbar);
  draw_first_records(ui);
  fade_if_wrong(ui);
  ImGui::EndChild();
}

// Decides whether the old numbers still may be shown. Usually the new ones come within a frame; on a slow
// disk the old ones would stay long enough to mislead, so they are taken away after kPatience.
void LayoutPanel::look_for_waiting(Ui& ui) {
  late_ = false;
  if (!edit_.sampling()) {
    if (waits_since_ >= 0) ui.wake_at(ui.now + 1e-3);  // one more frame: the new numbers may need more room
    waits_since_ = -1;
    return;
  }
  if (waits_since_ < 0) waits_since_ = ui.now;
  late_ = ui.now - waits_since_ >= kPatience;
  if (!late_) ui.wake_at(waits_since_ + kPatience);
}

float LayoutPanel::wanted_height(const Ui& ui) const {
  const float rows =
      std::clamp(element_table_height(ui, edit_.layout()), ui.px(kSmallestTable), ui.px(kTallestTable));
  return above_tables_ * ui.scale + rows + ui.px(2 * kMargin);
}

float LayoutPanel::share() const noexcept {
  constexpr float kPlain = 0.6F;
  constexpr float kWithPictures = 0.76F;  // what is left shows that there is a picture, and what it is of
  return finder_ && cards_.size() > 0 ? kWithPictures : kPlain;
}

void LayoutPanel::draw(Ui& ui, const Area& area) {
  areas_.clear();
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr) {
    takes_keys_ = false;
    return;
  }
  edit_.update(*dataset, ui.session.wake);
  look_for_waiting(ui);
  begin_panel("Layout panel", area, {ui.px(kMargin), ui.px(10)}, ui.colors.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
  const float width = ImGui::GetContentRegionAvail().x;
  draw_head(ui, *dataset);
  draw_doubt(ui, *dataset);
  finder_ = ui.session.show.finder;
  if (finder_) draw_finder(ui, *dataset, width);
  bool enter = draw_format_line(ui, edit_, width, areas_);
  draw_record(ui, width);
  enter = draw_number_line(ui, edit_, width, areas_) || enter;
  ImGui::Dummy({1, ui.px(2)});
  const float above = (ImGui::GetCursorScreenPos().y + ImGui::GetScrollY() - area.min.y) / ui.scale;
  if (std::exchange(above_tables_, above) != above) ui.wake_at(ui.now + 1e-3);  // it gets another height
  draw_tables(ui, width);
  read_keys(ui);
  edit_.update(*dataset, ui.session.wake);  // what was typed in this frame
  take(ui, *dataset, enter);
  ImGui::PopStyleVar();
  ImGui::End();
}

}  // namespace vertexview::app
