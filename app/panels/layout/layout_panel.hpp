#pragma once
#include <string>

#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// The panel that edits how the records of the active file lie: the format with its error under the wrong
/// character, a ruler of the bytes of one record, the elements and their roles, and the first records as the
/// text being edited reads them. The dataset stays as it is until the draft is applied, by Enter or the
/// button. Where nobody said the layout, it lists the likeliest; Enter takes the first.
class LayoutPanel {
 public:
  void draw(Ui& ui, const Area& area);

  /// Returns the height that shows the whole panel for the active file, limited to what a window can spare;
  /// computed for the width of the last draw().
  [[nodiscard]] float wanted_height(const Ui& ui) const;
  /// Returns what the last draw() showed.
  [[nodiscard]] LayoutReport report() const;
  /// Returns whether the panel waits for a sample from the disk.
  [[nodiscard]] bool sampling() const { return edit_.sampling(); }
  /// Returns where the last draw() put "layout format", "layout apply" and the other areas.
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  void draw_head(const Ui& ui, const OpenDataset& dataset);
  static void draw_doubt(const Ui& ui, const OpenDataset& dataset);
  /// Applies the draft where Enter was pressed, in one of its lines (`enter`) or beside them. Where nothing
  /// was typed and nobody said how the records lie, the best candidate is taken.
  void take(Ui& ui, const OpenDataset& dataset, bool enter) const;
  void draw_record(const Ui& ui, float width);
  void draw_tables(const Ui& ui, float width);
  void draw_first_records(const Ui& ui);
  void fade_if_wrong(const Ui& ui) const;
  void look_for_waiting(Ui& ui);

  LayoutEdit edit_;
  std::string told_;         ///< text about the bytes under the mouse
  float above_tables_ = 0;   ///< the height of everything above the tables, in design units
  double waits_since_ = -1;  ///< time since which a sample is awaited; negative: none is
  bool late_ = false;        ///< whether the wait is so long that the old sample would mislead
  Areas areas_;
};

}  // namespace vertexview::app
