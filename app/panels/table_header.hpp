#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "gui/ui.hpp"
#include "panels/column_menu.hpp"
#include "panels/placed_columns.hpp"

namespace vertexview::app {

/// The heads of the table's columns: names to click (sort), to click twice (colour), to drag (move) and to
/// click with the right button (menu); edges to drag (width); and below each name the histogram of all
/// records, to drag over (a range of numbers).
class TableHeader {
 public:
  /// Returns how high the header is.
  [[nodiscard]] static float height(const Ui& ui) noexcept;
  /// Draws the header into `area`; the columns that are scrolled begin at `left`, and end at `right` at the
  /// latest. Records names and histograms in `areas`, as "column x" and "histogram x".
  void draw(Ui& ui, const OpenDataset& dataset, const PlacedColumns& columns, const Area& area, float left,
            float scrolled, float right, Areas& areas);

 private:
  /// A name that was clicked, and the time: a second click would mean something else.
  struct Click {
    std::string column;
    double time = 0;
  };

  void draw_index(Ui& ui, const PlacedColumns& columns, const Area& area);
  void draw_edge(Ui& ui, const PlacedColumn& placed, const Area& cell);
  void draw_name(Ui& ui, const OpenDataset& dataset, const PlacedColumns& columns, const PlacedColumn& placed,
                 const Area& cell, Areas& areas);
  void draw_bars(Ui& ui, const OpenDataset& dataset, const PlacedColumn& placed, const Area& cell,
                 Areas& areas);
  void finish_move(Ui& ui, const PlacedColumns& columns, const PlacedColumn& placed);
  void draw_target(const Ui& ui, const PlacedColumns& columns, const Area& area) const;
  void sort_clicked(Ui& ui, const OpenDataset& dataset);

  ColumnMenu menu_;
  std::optional<Click> clicked_;
  std::string moving_;    ///< the column whose name is dragged; "": none
  float grab_ = 0;        ///< from the edge that is dragged to the mouse
  double brushed_ = 0;    ///< the share of the range at which a drag over a histogram began
  bool ignored_ = false;  ///< whether the button that is held was pressed for a second click
  float origin_ = 0;      ///< where the columns that are scrolled begin, scrolled as they are
};

}  // namespace vertexview::app
