#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "gui/ui.hpp"
#include "panels/element_color.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview::app {

/// The table of all records of the active dataset: one row a record, one column an element. The index and the
/// swatch of the colour stay in place when the columns are scrolled sideways. A number that doubt_of() doubts
/// has an exclamation mark before it, and marks along the scroll bar show where positions are not finite. The
/// scroll position is a row number, never a distance in pixels, so that it is exact at any number of rows,
/// and only the visible rows are read from the mapping.
class VertexTable {
 public:
  void draw(Ui& ui, const Area& area);

  /// Returns where the rows are drawn, for scripts and tests.
  [[nodiscard]] const Area& rows_area() const noexcept { return rows_; }
  [[nodiscard]] float row_height() const noexcept { return row_height_; }
  [[nodiscard]] std::uint64_t first_row() const noexcept { return static_cast<std::uint64_t>(first_row_); }

 private:
  struct TableColumn {
    RecordColumn element;
    float left = 0;  ///< from the right end of the part that stays in place
    float right = 0;
  };

  void lay_out(const Ui& ui, const OpenDataset& dataset);
  /// Takes the numbers of the visible rows into widths_; returns whether a column had to become wider.
  [[nodiscard]] bool measure(const OpenDataset& dataset);
  void take_scroll_request(Ui& ui, std::uint64_t count);
  void handle_keys(Ui& ui, std::uint64_t count);
  void handle_wheel(const Ui& ui, std::uint64_t count);
  void draw_header(const Ui& ui, ImDrawList& list, const Area& area) const;
  void draw_rows(Ui& ui, const OpenDataset& dataset, ImDrawList& list);
  /// Draws what stays in place of a row, the index and the swatch.
  void draw_index(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t row, float top,
                  ImU32 color) const;
  void draw_numbers(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t row,
                    float top) const;
  void draw_scrollbars(const Area& area, std::uint64_t count);
  /// Marks along the scroll bar where positions are not finite.
  void draw_marks(const Ui& ui, const Area& area, const OpenDataset& dataset, ImDrawList& list) const;
  void draw_selected_marks(const Ui& ui, const OpenDataset& dataset, ImDrawList& list) const;
  [[nodiscard]] std::int64_t whole_rows() const noexcept;
  void clamp(std::uint64_t count) noexcept;

  ImS64 first_row_ = 0;
  ImS64 scroll_x_ = 0;
  float wheel_rest_ = 0;
  float row_height_ = 1;
  float index_right_ = 0;
  float swatch_left_ = 0;
  float fixed_width_ = 0;    ///< of the part that stays in place
  float content_width_ = 0;  ///< of the part that is scrolled
  Area rows_;
  std::vector<TableColumn> columns_;
  std::vector<ColumnWidth> widths_;  ///< of the numbers shown so far; columns never become narrower again
  std::uint64_t shown_serial_ = 0;   ///< the dataset's serial for which widths_ were measured
  std::string shown_path_;           ///< the table of another path starts at its first row
};

}  // namespace vertexview::app
