#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "gui/ui.hpp"
#include "panels/column_menu.hpp"
#include "panels/placed_columns.hpp"
#include "panels/table_header.hpp"

namespace vertexview::app {

/// The table of all records of the active dataset: one row a record, one column a number, in the order and
/// with the columns of OpenDataset::table. The index and the swatch of the colour stay in place when the
/// columns are scrolled sideways. A number that doubt_of() doubts has an exclamation mark before it, and
/// marks along the scroll bar show where positions are not finite. The scroll position is a row number, never
/// a distance in pixels, so that it is exact at any number of rows, and only the visible rows are read from
/// the mapping.
class VertexTable {
 public:
  void draw(Ui& ui, const Area& area);

  /// Returns where the rows are drawn, for scripts and tests.
  [[nodiscard]] const Area& rows_area() const noexcept { return rows_; }
  /// Returns where the heads of the columns and the lines of menus are, by name.
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }
  [[nodiscard]] float row_height() const noexcept { return row_height_; }
  [[nodiscard]] std::uint64_t first_row() const noexcept { return static_cast<std::uint64_t>(first_row_); }

 private:
  /// Takes the numbers of the visible rows into the widths of the columns; returns whether a column had to
  /// become wider.
  [[nodiscard]] bool measure(const OpenDataset& dataset);
  void take_scroll_request(Ui& ui, const OpenDataset& dataset);
  void handle_keys(Ui& ui, const OpenDataset& dataset);
  void handle_wheel(const Ui& ui, std::uint64_t count);
  void draw_rows(Ui& ui, const OpenDataset& dataset, ImDrawList& list);
  /// Does what clicks on the row under the mouse mean.
  void handle_clicks(Ui& ui, const OpenDataset& dataset, std::uint64_t row, std::uint64_t vertex);
  /// Draws what stays in place of a row, the index and the swatch.
  void draw_index(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t vertex, float top,
                  ImU32 color) const;
  void draw_numbers(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t vertex,
                    float top) const;
  void draw_scrollbars(const Area& area, std::uint64_t count);
  /// Marks along the scroll bar where positions are not finite.
  void draw_marks(const Ui& ui, const Area& area, const OpenDataset& dataset, ImDrawList& list) const;
  void draw_selected_marks(const Ui& ui, const OpenDataset& dataset, ImDrawList& list) const;
  [[nodiscard]] std::int64_t whole_rows() const noexcept;
  void clamp(std::uint64_t count) noexcept;
  /// Shows the first row of another file, and of another order of rows.
  void follow_dataset(const OpenDataset& dataset);

  ImS64 first_row_ = 0;
  ImS64 scroll_x_ = 0;
  float wheel_rest_ = 0;
  float row_height_ = 1;
  Area rows_;
  Areas areas_;
  PlacedColumns columns_;
  TableHeader header_;
  CellMenu cell_menu_;
  std::string shown_path_;                        ///< the table of another path starts at its first row
  std::shared_ptr<const SortOrder> shown_order_;  ///< and so does that of another order
  std::shared_ptr<const IndexSet> shown_filter_;  ///< or of another filter
};

}  // namespace vertexview::app
