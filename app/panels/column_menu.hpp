#pragma once
#include <cstdint>
#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// The menu of a column's header: how its numbers are written, sorted and used. Opened and drawn in one
/// window of ImGui.
class ColumnMenu {
 public:
  /// Makes draw() open the menu for the column of that name; for "" the one that only tells which columns are
  /// shown.
  void open(std::string column);
  /// Draws the menu where it is open. Records its lines in `areas`, as "column menu Hide".
  void draw(Ui& ui, const OpenDataset& dataset, Areas& areas);

 private:
  void draw_column(Ui& ui, const OpenDataset& dataset, Areas& areas) const;
  static void draw_columns(Ui& ui, const OpenDataset& dataset, Areas& areas);

  std::string column_;
  bool opens_ = false;  ///< in the next draw(), because ImGui opens a menu where it is drawn
};

/// The menu of one number of one vertex, in the table and in the inspector. Opened and drawn in one window of
/// ImGui.
class CellMenu {
 public:
  /// Makes draw() open the menu for a number of a vertex of the active dataset; with "" for the vertex alone.
  void open(std::uint64_t vertex, std::string column);
  /// Draws the menu where it is open. Records its lines in `areas`, as "cell menu Copy value".
  void draw(Ui& ui, const OpenDataset& dataset, Areas& areas);

 private:
  std::uint64_t vertex_ = 0;
  std::string column_;
  bool opens_ = false;  ///< in the next draw()
};

}  // namespace vertexview::app
