#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gui/ui.hpp"
#include "session/table_look.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview::app {

/// A column of the table that is shown, and where its numbers stand.
struct PlacedColumn {
  TableColumn column;
  float left = 0;  ///< from the right end of the part that stays in place
  float right = 0;
};

/// Where the columns of the table stand, in ImGui units from the left of the table. The index and the swatch
/// of the colour stay in place, all others are scrolled.
class PlacedColumns {
 public:
  /// Places the columns that are shown of a dataset: each as wide as a person made it, else as the numbers
  /// that include() has seen and its name need.
  void place(const Ui& ui, const OpenDataset& dataset);
  /// Takes the texts of one record into the widths of the columns; returns whether one had to become wider.
  /// Columns never become narrower again while the records stay the same.
  [[nodiscard]] bool include(const std::byte* record, const Layout& layout);

  [[nodiscard]] std::span<const PlacedColumn> shown() const noexcept { return shown_; }
  /// Returns how many characters stay blank to the right of a text of that column, which include() has seen.
  [[nodiscard]] std::size_t blanks_after(const PlacedColumn& column, std::string_view text) const;
  /// Returns the column whose cells are at `x`, from the right end of the part that stays in place; null
  /// where there is none.
  [[nodiscard]] const PlacedColumn* at(float x) const noexcept;

  [[nodiscard]] float index_right() const noexcept { return index_right_; }
  [[nodiscard]] float swatch_left() const noexcept { return swatch_left_; }
  [[nodiscard]] bool has_swatch() const noexcept { return has_swatch_; }
  [[nodiscard]] float fixed_width() const noexcept { return fixed_width_; }      ///< of what stays in place
  [[nodiscard]] float content_width() const noexcept { return content_width_; }  ///< of what is scrolled
  [[nodiscard]] float gap() const noexcept { return gap_; }                      ///< between two columns

 private:
  /// The width of a column's numbers as they are written now.
  struct Measured {
    NumberStyle style = NumberStyle::kDecoded;
    ColumnWidth width;
  };

  [[nodiscard]] float width_of(const Ui& ui, const OpenDataset& dataset, const TableColumn& column) const;

  std::vector<PlacedColumn> shown_;
  std::map<std::string, Measured, std::less<>> measured_;
  std::uint64_t serial_ = 0;  ///< OpenDataset::serial of the records that were measured
  float index_right_ = 0;
  float swatch_left_ = 0;
  bool has_swatch_ = false;
  float fixed_width_ = 0;
  float content_width_ = 0;
  float gap_ = 0;
};

/// The room for the arrow of a sorted column, in units of the design.
inline constexpr float kSortArrow = 14;

}  // namespace vertexview::app
