#include "panels/layout_panel.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "document/scalar_color.hpp"
#include "panels/layout_offer.hpp"
#include "panels/layout_ruler.hpp"
#include "panels/widgets.hpp"
#include "vertexview/vertex/layout_presets.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kPreviewRows = 12;
constexpr float kMargin = 12;
constexpr float kPresets = 100;
constexpr float kNumber = 70;
constexpr float kRamp = 80;
constexpr float kRange = 112;
constexpr float kSmallestTable = 132;
constexpr float kTallestTable = 220;
constexpr float kTwoColumns = 700;  // a narrower panel has the tables below each other

std::span<const std::byte> bytes_of(const Cloud& cloud) {
  const MappedFile* const mapping = cloud.file.mapping();
  return mapping != nullptr ? mapping->bytes() : cloud.file.bytes();
}

const char* source_text(LayoutSource source) {
  switch (source) {
    case LayoutSource::kDefault:
      return "nobody said how the records lie: read as canonical vertices";
    case LayoutSource::kExtension:
      return "as the file's extension says";
    case LayoutSource::kSidecar:
      return "as the .layout file beside it says";
    case LayoutSource::kGiven:
      break;
  }
  return "as chosen";
}

/// Puts what comes next beside what came last, or on a new line where `width` does not fit.
void flow(const Ui& ui, float right, float width) {
  const float next = ImGui::GetItemRectMax().x + ui.px(14);
  if (next + width <= right)
    ImGui::SameLine(0, ui.px(14));
  else
    ImGui::SetCursorPosX(ImGui::GetCursorStartPos().x);
}

const LayoutPreset* preset_of(const Layout& layout) {
  for (const LayoutPreset& preset : layout_presets())
    if (preset.layout().fields == layout.fields && preset.layout().stride == layout.stride) return &preset;
  return nullptr;
}

}  // namespace

void LayoutPanel::mark(const std::string& name) {
  areas_[name] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

// The draft starts anew with another file and with another layout of the same one.
void LayoutPanel::follow(const Cloud& cloud) {
  if (shown_cloud_ == cloud.id) return;
  std::string request = cloud.file.path() + "\n" + layout_request_text(request_of(cloud.file, cloud.options));
  shown_cloud_ = cloud.id;
  if (request == shown_request_) {
    read_draft_.format = "\n";  // reloaded: other bytes may be there
    return;
  }
  shown_request_ = std::move(request);
  applied_ = draft_ = draft_of(cloud);
  read_draft_.format = "\n";
  layout_ = cloud.file.layout();
}

void LayoutPanel::read(const Cloud& cloud) {
  if (draft_ == read_draft_) return;
  read_draft_ = draft_;
  reading_ = read_draft(draft_, cloud.file.file_size());
  if (!reading_.layout) return;
  layout_ = *reading_.layout;
  records_ = reading_.records;
  remainder_ = reading_.remainder;
  elements_ = elements_of(layout_);
  const auto bytes = bytes_of(cloud);
  preview_ = preview_of(layout_, bytes, records_, kPreviewRows);
  const auto body = bytes.subspan(std::min<std::size_t>(bytes.size(), layout_.data_offset));
  ranges_ =
      sampled_ranges(layout_, body.first(std::min<std::size_t>(body.size(), records_ * layout_.stride)));
}

LayoutReport LayoutPanel::report() const {
  LayoutReport report;
  report.format = draft_.format;
  report.request = layout_request_text(reading_.request);
  report.changed = changed();
  report.error = reading_.error;
  report.caret = reading_.caret;
  report.stride = layout_.stride;
  report.records = records_;
  report.remainder = remainder_;
  for (const Element& element : preview_.elements) report.columns.push_back(element.name);
  report.rows = preview_.rows;
  return report;
}

void LayoutPanel::apply(Ui& ui) {
  if (!reading_.error.empty()) return;
  ui.run("layout " + layout_request_text(reading_.request));
}

void LayoutPanel::draw_head(const Ui& ui, const Cloud& cloud) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::TextUnformatted("Layout");
  ImGui::PopFont();
  ImGui::SameLine(0, ui.px(10));
  const std::string about = changed() ? fmt::format("{}   edited, not applied yet", cloud.name)
                                      : fmt::format("{}   {}", cloud.name, source_text(cloud.layout_source));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  text_at(*ImGui::GetWindowDrawList(), ui.fonts.text, at, changed() ? ui.palette.accent : ui.palette.text_dim,
          about, right);
  ImGui::NewLine();
}

void LayoutPanel::draw_doubt(Ui& ui, const Cloud& cloud) {
  if (!cloud.doubt) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warning);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(fmt::format("This layout may be wrong: {}.", cloud.doubt->reason).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  offer_layouts(ui, cloud, "layout as ", areas_);
}

void LayoutPanel::draw_presets(const Ui& ui) {
  const LayoutPreset* const now = preset_of(layout_);
  const std::string shown(now != nullptr && reading_.layout ? now->name : std::string_view("presets"));
  const bool open = begin_combo(ui, "##presets", shown, ui.px(kPresets));
  mark("layout presets");
  if (!open) return;
  for (const LayoutPreset& preset : layout_presets()) {
    if (ImGui::Selectable(std::string(preset.name).c_str(), now == &preset, 0, {ui.px(90), 0})) {
      draft_.format = preset.format;
      // Fields that the new records may not have.
      draft_.rest.position.reset();
      draft_.rest.color.reset();
      draft_.stride.clear();
    }
    mark(fmt::format("layout preset {}", preset.name));
    ImGui::SameLine(0, ui.px(10));
    ImGui::TextDisabled("%s", std::string(preset.help).c_str());
  }
  ImGui::EndCombo();
}

void LayoutPanel::draw_buttons(Ui& ui) {
  const bool right = reading_.error.empty();
  const bool ready = right && changed();
  ImGui::BeginDisabled(!ready);
  ImGui::PushStyleColor(ImGuiCol_Button, ready ? ui.palette.accent : ui.palette.panel_raised);
  ImGui::PushStyleColor(ImGuiCol_Text, ready ? ui.palette.panel : ui.palette.text);
  if (ImGui::Button("Apply")) apply(ui);
  mark("layout apply");
  ImGui::PopStyleColor(2);
  ImGui::EndDisabled();
  ImGui::SameLine(0, ui.px(6));
  ImGui::BeginDisabled(!changed());
  if (ImGui::Button("Revert")) set_draft(applied_);
  mark("layout revert");
  ImGui::EndDisabled();
  ImGui::SameLine(0, ui.px(6));
  ImGui::BeginDisabled(!right);
  if (ImGui::Button("Save")) {
    if (changed()) apply(ui);
    ui.run("save-layout");
  }
  mark("layout save");
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
    ImGui::SetTooltip("Writes FILE.layout beside the file, with which it opens from then on");
  ImGui::EndDisabled();
}

void LayoutPanel::draw_format(Ui& ui, float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const auto button = [&](const char* text) {
    return ImGui::CalcTextSize(text).x + 2 * style.FramePadding.x;
  };
  const float buttons =
      ui.px(kPresets) + button("Apply") + button("Revert") + button("Save") + ui.px(8 + 10 + 12);
  const bool one_line = width - buttons >= ui.px(240);
  const float room = one_line ? width - buttons : width;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushFont(ui.fonts.mono);
  const bool wrong = reading_.part == DraftPart::kFormat;
  ImGui::PushStyleColor(ImGuiCol_Border, wrong ? ui.palette.error : ui.palette.border);
  if (input_text("##format", "a format string, as in <3f:position:f:intensity:", draft_.format, {room, 0},
                 ImGuiInputTextFlags_EnterReturnsTrue))
    enter_ = true;
  ImGui::PopStyleColor();
  mark("layout format");
  float scrolled = 0;
  if (const ImGuiInputTextState* const state = ImGui::GetInputTextState(ImGui::GetItemID());
      state != nullptr && ImGui::IsItemActive())
    scrolled = state->ScrollX;
  ImGui::PopFont();
  const std::size_t before = std::min(reading_.caret.value_or(0), draft_.format.size());
  const float digit = text_width(ui.fonts.mono, "0");
  const float x = at.x + style.FramePadding.x - scrolled +
                  text_width(ui.fonts.mono, std::string_view(draft_.format).substr(0, before)) + digit / 2;
  caret_x_ = std::clamp(x, at.x, at.x + room);
  // What is said about the format stands right below it, wherever the buttons are.
  if (one_line)
    ImGui::SameLine(0, ui.px(8));
  else
    draw_message(ui, width);
  draw_presets(ui);
  ImGui::SameLine(0, ui.px(10));
  draw_buttons(ui);
  if (one_line) draw_message(ui, width);
}

// One line, whether it is an error or a summary, so that nothing below moves while somebody types.
void LayoutPanel::draw_message(const Ui& ui, float width) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Area& field = areas_["layout format"];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ImGui::GetFontSize();
  if (reading_.caret) {
    const float tip = field.max.y - ui.px(3);
    const float size = ui.px(4.5F);
    list.AddTriangleFilled({caret_x_, tip}, {caret_x_ - size, tip + size * 1.6F},
                           {caret_x_ + size, tip + size * 1.6F}, ui.palette.error);
  }
  const bool wrong = !reading_.error.empty();
  std::string text = reading_.error;
  if (!wrong) {
    text = fmt::format("{} a record, {}", counted(layout_.stride, "byte", "bytes"),
                       counted(records_, "record", "records"));
    text += remainder_ == 0 ? ", nothing left over"
                            : fmt::format(", {} left over", counted(remainder_, "byte", "bytes"));
    if (layout_.data_offset != 0) text += fmt::format(", the first at byte {}", grouped(layout_.data_offset));
  } else if (reading_.part == DraftPart::kCount && remainder_ != 0 && draft_.count.empty()) {
    text += "; change the layout or the offset, or allow a tail";
  }
  const float wide = text_width(ui.fonts.text, text);
  float x = at.x;
  if (reading_.caret) x = std::clamp(caret_x_ - ui.px(6), at.x, std::max(at.x, at.x + width - wide));
  text_at(list, ui.fonts.text, {x, at.y}, wrong ? ui.palette.error : ui.palette.text_dim, text, at.x + width);
  ImGui::Dummy({width, line});
  if (wide > width && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text.c_str());
}

void LayoutPanel::draw_number(const Ui& ui, const char* label, std::string& digits, const std::string& hint,
                              DraftPart part) {
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.text_dim);
  ImGui::TextUnformatted(label);
  ImGui::PopStyleColor();
  ImGui::SameLine(0, ui.px(6));
  const bool wrong = reading_.part == part && !digits.empty();
  ImGui::PushFont(ui.fonts.mono);
  ImGui::PushStyleColor(ImGuiCol_Border, wrong ? ui.palette.error : ui.palette.border);
  const std::string id = fmt::format("##{}", label);
  if (input_text(id.c_str(), hint.c_str(), digits, {ui.px(kNumber), 0},
                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CharsNoBlank))
    enter_ = true;
  ImGui::PopStyleColor();
  ImGui::PopFont();
  mark(fmt::format("layout {}", label));
}

// What only colours can be changed at once, where nothing else waits to be applied.
void LayoutPanel::choose_color(Ui& ui, LayoutOverrides rest) {
  const bool at_once = !changed();
  draft_.rest = std::move(rest);
  if (!at_once) return;
  LayoutRequest request = reading_.request;
  request.overrides.ramp = draft_.rest.ramp;
  request.overrides.range = draft_.rest.range;
  ui.run("layout " + layout_request_text(request));
}

void LayoutPanel::draw_color_options(Ui& ui) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("Colours");
  ImGui::SameLine(0, ui.px(6));
  LayoutOverrides rest = draft_.rest;
  bool chosen = false;
  if (begin_combo(ui, "##ramp", std::string(ramp_name(layout_.color.ramp)), ui.px(kRamp))) {
    for (const Ramp ramp : {Ramp::kViridis, Ramp::kTurbo, Ramp::kGrey}) {
      const std::string name(ramp_name(ramp));
      if (ImGui::Selectable(name.c_str(), ramp == layout_.color.ramp)) {
        rest.ramp = ramp;
        chosen = true;
      }
      mark("layout ramp " + name);
    }
    ImGui::EndCombo();
  }
  mark("layout ramp");
  ImGui::SameLine(0, ui.px(6));
  const ColorRange kind = layout_.color.range_kind;
  const std::string now =
      kind != ColorRange::kGiven
          ? std::string(range_name(kind))
          : fmt::format("{} to {}", number_text(layout_.color.range.low, layout_.color.range),
                        number_text(layout_.color.range.high, layout_.color.range));
  if (begin_combo(ui, "##range", now, ui.px(kRange))) {
    for (const ColorRange wanted : {ColorRange::kAutomatic, ColorRange::kFile, ColorRange::kType}) {
      if (ImGui::Selectable(range_name(wanted), kind == wanted)) {
        rest.range = {wanted, ValueRange{}};
        chosen = true;
      }
      mark(fmt::format("layout range {}", range_name(wanted)));
    }
    ImGui::EndCombo();
  }
  mark("layout range");
  if (chosen) choose_color(ui, std::move(rest));
}

void LayoutPanel::draw_numbers(Ui& ui, float width) {
  const float right = ImGui::GetCursorScreenPos().x + width;
  const float wide = ui.px(kNumber + 6 + 48);
  draw_number(ui, "Offset", draft_.offset, "0", DraftPart::kOffset);
  flow(ui, right, wide);
  draw_number(ui, "Stride", draft_.stride, std::to_string(layout_.stride), DraftPart::kStride);
  flow(ui, right, wide);
  draw_number(ui, "Count", draft_.count, std::to_string(records_), DraftPart::kCount);
  flow(ui, right, ui.px(104));
  ImGui::Checkbox("Allow a tail", &draft_.allow_tail);
  mark("layout tail");
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Leave out the bytes after the last whole record");
  const auto color = color_components(layout_);
  if (!color || color->size() != 1) return;
  flow(ui, right, ui.px(kRamp + kRange + 66));
  draw_color_options(ui);
}

// What a wrong format leaves standing is of the last right one.
void LayoutPanel::fade_if_wrong(const Ui& ui) const {
  if (reading_.layout) return;
  const ImVec2 min = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  ImGui::GetWindowDrawList()->AddRectFilled(min, {min.x + size.x, min.y + size.y},
                                            faded(ui.palette.panel, 0.6F));
}

void LayoutPanel::draw_tables(const Ui& ui, float width) {
  const bool beside = width >= ui.px(kTwoColumns);
  const float gap = ui.px(24);
  const float left = beside ? std::round(std::min((width - gap) * 0.6F, ui.px(480))) : width;
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const float fields = field_table_height(ui, layout_) + ui.px(2);
  const float records = preview_height(ui, preview_) + bar + ui.px(2);
  const float room = std::max(ImGui::GetContentRegionAvail().y, ui.px(kSmallestTable));
  ImGui::BeginChild("fields", {left, beside ? room : std::min(fields, ui.px(kTallestTable))});
  const float inside = ImGui::GetContentRegionAvail().x - ui.px(8);
  if (const auto choice = draw_field_table(ui, layout_, elements_, ranges_, inside))
    draft_.rest = with_role(layout_, draft_.rest, layout_.fields[choice->field], choice->role);
  fade_if_wrong(ui);
  ImGui::EndChild();
  if (beside)
    ImGui::SameLine(0, gap);
  else
    ImGui::Dummy({1, ui.px(4)});
  ImGui::BeginChild("records", {0, beside ? room : records}, false, ImGuiWindowFlags_HorizontalScrollbar);
  draw_preview(ui, preview_);
  fade_if_wrong(ui);
  ImGui::EndChild();
}

float LayoutPanel::wanted_height(const Ui& ui) const {
  const float rows = std::clamp(field_table_height(ui, layout_), ui.px(kSmallestTable), ui.px(kTallestTable));
  return above_tables_ * ui.scale + rows + ui.px(2 * kMargin);
}

void LayoutPanel::draw(Ui& ui, const Area& area) {
  areas_.clear();
  const Cloud* const cloud = ui.document.active_cloud();
  if (cloud == nullptr) return;
  follow(*cloud);
  read(*cloud);
  enter_ = false;
  begin_panel("Layout panel", area, {ui.px(kMargin), ui.px(10)}, ui.palette.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_head(ui, *cloud);
  draw_doubt(ui, *cloud);
  draw_format(ui, width);
  const RulerGrid grid = ruler_grid(ui, width, layout_.stride);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto bytes = bytes_of(*cloud);
  const bool has_record =
      layout_.data_offset <= bytes.size() && bytes.size() - layout_.data_offset >= layout_.stride;
  draw_ruler(ui, list, grid, at, elements_, layout_.stride,
             has_record ? bytes.subspan(layout_.data_offset, layout_.stride) : std::span<const std::byte>{},
             !reading_.layout);
  ImGui::Dummy({width, grid.height() + ui.px(2)});
  if (grid.left_out > 0)
    ImGui::TextDisabled("and %s", counted(grid.left_out, "byte more", "bytes more").c_str());
  draw_numbers(ui, width);
  ImGui::Dummy({1, ui.px(2)});
  above_tables_ = (ImGui::GetCursorScreenPos().y + ImGui::GetScrollY() - area.min.y) / ui.scale;
  draw_tables(ui, width);
  read(*cloud);  // what was typed in this frame
  if (enter_) apply(ui);
  ImGui::PopStyleVar();
  ImGui::End();
}

}  // namespace vertexview::app
