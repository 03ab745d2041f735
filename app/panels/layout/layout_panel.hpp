#pragma once
#include <string>

#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// How the records of the active file lie, to be edited: the format with its error under the very character,
/// a ruler of one record's bytes, the elements and what they are used for, and the first records as the text
/// being edited reads them. Nothing changes before it is applied, by Enter or the button.
class LayoutPanel {
 public:
  void draw(Ui& ui, const Area& area);

  /// The height that shows all of it for the active file, within reason; of the last draw()'s width.
  [[nodiscard]] float wanted_height(const Ui& ui) const;
  /// What is shown, as of the last draw().
  [[nodiscard]] LayoutReport report() const;
  /// What is shown waits for the disk.
  [[nodiscard]] bool sampling() const { return edit_.sampling(); }
  /// Where "layout format", "layout apply", ... are, as of the last draw().
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  void draw_head(const Ui& ui, const OpenDataset& dataset);
  void draw_doubt(Ui& ui, const OpenDataset& dataset);
  void draw_record(const Ui& ui, float width);
  void draw_tables(const Ui& ui, float width);
  void draw_first_records(const Ui& ui);
  void fade_if_wrong(const Ui& ui) const;
  void look_for_waiting(Ui& ui);

  LayoutEdit edit_;
  std::string told_;         ///< about the bytes under the mouse
  float above_tables_ = 0;   ///< the height of everything above the tables, in design units
  double waits_since_ = -1;  ///< for the sample; negative: it does not
  bool late_ = false;        ///< it has waited so long that what was read before misleads
  Areas areas_;
};

}  // namespace vertexview::app
