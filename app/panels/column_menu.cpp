#include "panels/column_menu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "session/rows_text.hpp"
#include "session/scalar_color.hpp"
#include "session/value_condition.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

constexpr const char* kColumnMenu = "column menu";
constexpr const char* kCellMenu = "cell menu";

/// Shows a line of a menu, which runs `command` when it is taken.
void line(Ui& ui, Areas& areas, const char* menu, const std::string& label, bool checked, Command command) {
  if (ImGui::MenuItem(label.c_str(), nullptr, checked)) ui.run(std::move(command));
  mark(areas, fmt::format("{} {}", menu, label));
}

/// Shows a line of a menu that opens another menu. Returns whether that one is open: then end it with
/// ImGui::EndMenu().
bool submenu(Areas& areas, const char* menu, const char* label) {
  const bool open = ImGui::BeginMenu(label);
  // While a menu is open ImGui's last item is one of it.
  if (!open) mark(areas, fmt::format("{} {}", menu, label));
  return open;
}

/// Begins the popup of a menu; where it is open it is ended with end_menu().
bool begin_menu(const Ui& ui, const char* id) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.px(10), ui.px(8)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.px(14), ui.px(8)));
  const bool open = ImGui::BeginPopup(id);
  if (!open) ImGui::PopStyleVar(2);
  return open;
}

void end_menu() {
  ImGui::EndPopup();
  ImGui::PopStyleVar(2);
}

void heading(const Ui& ui, const std::string& text) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.text_dim);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  ImGui::Separator();
}

}  // namespace

void ColumnMenu::open(std::string column) {
  column_ = std::move(column);
  opens_ = true;
}

void ColumnMenu::draw_columns(Ui& ui, const OpenDataset& dataset, Areas& areas) {
  line(ui, areas, kColumnMenu, "Show all columns", false, command<handlers::show_column>(std::string("all")));
  ImGui::Separator();
  for (const TableColumn& column : table_columns(dataset.data.layout(), dataset.table)) {
    const std::string& name = column.look.name;
    line(ui, areas, kColumnMenu, name, !column.look.hidden,
         column.look.hidden ? command<handlers::show_column>(name) : command<handlers::hide_column>(name));
  }
}

void ColumnMenu::draw_column(Ui& ui, const OpenDataset& dataset, Areas& areas) const {
  const auto columns = table_columns(dataset.data.layout(), dataset.table);
  const auto found =
      std::ranges::find_if(columns, [&](const TableColumn& one) { return one.look.name == column_; });
  if (found == columns.end()) return ImGui::CloseCurrentPopup();
  const ColumnLook& look = found->look;
  const auto& sort = dataset.table.sort;
  const bool sorted = sort && sort->number == column_;
  heading(ui, column_);
  line(ui, areas, kColumnMenu, "Sort up", sorted && !sort->descending, command<handlers::sort>(column_));
  line(ui, areas, kColumnMenu, "Sort down", sorted && sort->descending,
       command<handlers::sort>(column_ + " down"));
  line(ui, areas, kColumnMenu, "Rows as in the file", !sort, command<handlers::sort>(std::string("none")));
  ImGui::Separator();
  const auto color = scalar_color_of(dataset.data);
  line(ui, areas, kColumnMenu, "Colour by it", color && color->element == column_,
       command<handlers::color>(column_));
  if (submenu(areas, kColumnMenu, "Use as")) {
    for (const char* const axis : {"x", "y", "z"})
      line(ui, areas, kColumnMenu, axis, false,
           command<handlers::use_as>(fmt::format("{} {}", column_, axis)));
    ImGui::EndMenu();
  }
  if (submenu(areas, kColumnMenu, "Write as")) {
    using enum NumberStyle;
    for (const NumberStyle style : {kDecoded, kDecimal, kHex, kBits}) {
      const std::string name(number_style_name(style));
      line(ui, areas, kColumnMenu, name, look.style == style,
           command<handlers::column_format>(column_ + " " + name));
    }
    ImGui::EndMenu();
  }
  line(ui, areas, kColumnMenu, "Statistics", ui.session.statistics_of == column_,
       command<handlers::statistics>(column_));
  if (std::ranges::find(dataset.table.brushes, column_, &Brush::number) != dataset.table.brushes.end())
    line(ui, areas, kColumnMenu, "Clear brush", false, command<handlers::brush>(column_ + " none"));
  ImGui::Separator();
  line(ui, areas, kColumnMenu, "Hide", false, command<handlers::hide_column>(column_));
  if (submenu(areas, kColumnMenu, "Columns")) {
    draw_columns(ui, dataset, areas);
    ImGui::EndMenu();
  }
}

void ColumnMenu::draw(Ui& ui, const OpenDataset& dataset, Areas& areas) {
  if (std::exchange(opens_, false)) ImGui::OpenPopup(kColumnMenu);
  if (!begin_menu(ui, kColumnMenu)) return;
  if (column_.empty())
    draw_columns(ui, dataset, areas);
  else
    draw_column(ui, dataset, areas);
  end_menu();
}

void CellMenu::open(std::uint64_t vertex, std::string column) {
  vertex_ = vertex;
  column_ = std::move(column);
  opens_ = true;
}

void CellMenu::draw(Ui& ui, const OpenDataset& dataset, Areas& areas) {
  if (std::exchange(opens_, false)) ImGui::OpenPopup(kCellMenu);
  if (vertex_ >= dataset.data.size() || !begin_menu(ui, kCellMenu)) return;
  const auto number = find_number(dataset.data.layout().schema, column_);
  const std::string cell = fmt::format("{} {}", column_, vertex_);
  if (number) line(ui, areas, kCellMenu, "Copy value", false, command<handlers::copy_value>(cell));
  const std::uint64_t count = ui.session.selection.of(dataset.id).vertices.count();
  const std::string rows = count > 1 ? fmt::format("Copy {} rows as", grouped(count)) : "Copy row as";
  if (submenu(areas, kCellMenu, rows.c_str())) {
    constexpr std::array<const char*, kRowsFormats.size()> kLabels{"TSV",    "CSV",   "JSON",
                                                                   "Python", "NumPy", "C"};
    for (std::size_t i = 0; i < kLabels.size(); ++i)
      line(ui, areas, kCellMenu, kLabels[i], false,
           command<handlers::copy_rows>(std::string(kRowsFormats[i])));
    ImGui::EndMenu();
  }
  if (number) {
    ImGui::Separator();
    line(ui, areas, kCellMenu, "Next equal value", false, command<handlers::next_equal>(cell));
    line(ui, areas, kCellMenu, "Next different value", false, command<handlers::next_different>(cell));
    ImGui::Separator();
    line(ui, areas, kCellMenu, "Keep to this value", false,
         command<handlers::filter>(value_condition(dataset.data, *number, vertex_)));
  }
  end_menu();
}

}  // namespace vertexview::app
