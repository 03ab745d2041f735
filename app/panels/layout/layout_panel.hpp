#pragma once
#include <optional>
#include <string>

#include "gui/ui.hpp"
#include "panels/layout/layout_cards.hpp"
#include "panels/layout/layout_edit.hpp"
#include "panels/layout/layout_finding.hpp"
#include "panels/layout/layout_ruler.hpp"

namespace vertexview::app {

/// The panel that finds and edits how the records of the active file lie: how well each length of a record
/// explains the file, pictures of the likeliest layouts where nobody said it, the format with its error under
/// the wrong character, a ruler of the bytes of one record with what each is like, the elements and their
/// roles, and the first records as the text being edited reads them. Bytes are marked by dragging over them,
/// and then a letter makes numbers of them. The dataset stays as it is until the draft is applied, by Enter
/// or the button. Where nobody said the layout and nothing was changed, Enter takes the likeliest.
class LayoutPanel {
 public:
  void draw(Ui& ui, const Area& area);

  /// Returns the height that shows the whole panel for the active file, which share() of the room limits;
  /// computed for the width of the last draw().
  [[nodiscard]] float wanted_height(const Ui& ui) const;
  /// Returns the largest share of the room for the picture and this panel that it may take: more while it
  /// shows pictures itself.
  [[nodiscard]] float share() const noexcept;
  /// Returns what the last draw() showed.
  [[nodiscard]] LayoutReport report() const;
  /// Returns whether the panel waits for a sample from the disk.
  [[nodiscard]] bool sampling() const { return edit_.sampling() || finding_.busy() || cards_.busy(); }
  /// Returns whether letters, Escape and Ctrl+Z are for the panel, as of the last draw(): it is in use, and
  /// bytes are marked or there is something to take back.
  [[nodiscard]] bool takes_keys() const noexcept { return takes_keys_; }
  /// Returns where the last draw() put "layout format", "layout apply" and the other areas.
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  void draw_head(Ui& ui, const OpenDataset& dataset);
  static void draw_doubt(const Ui& ui, const OpenDataset& dataset);
  /// Applies the draft where Enter was pressed, in one of its lines (`enter`) or beside them. Where nothing
  /// was typed and nobody said how the records lie, the best candidate is taken.
  void take(Ui& ui, const OpenDataset& dataset, bool enter) const;
  void draw_finder(Ui& ui, const OpenDataset& dataset, float width);
  void draw_record(const Ui& ui, float width);
  /// Marks the bytes that the mouse is dragged over in the ruler at `origin`, and tells about those under it.
  void mark_bytes(const Ui& ui, const RulerGrid& grid, ImVec2 origin, ImVec2 size);
  /// Does what was typed while bytes are marked.
  void read_keys(const Ui& ui);
  void draw_tables(const Ui& ui, float width);
  void draw_first_records(const Ui& ui);
  void fade_if_wrong(const Ui& ui) const;
  void look_for_waiting(Ui& ui);

  LayoutEdit edit_;
  LayoutFinding finding_;
  LayoutCards cards_;
  bool takes_keys_ = false;
  bool finder_ = false;  ///< whether the last draw() showed the finder
  std::optional<std::uint64_t>
      drag_from_;            ///< the byte on which the button went down; nullopt: it is not held
  std::string told_;         ///< text about the bytes under the mouse
  float above_tables_ = 0;   ///< the height of everything above the tables, in design units
  double waits_since_ = -1;  ///< time since which a sample is awaited; negative: none is
  bool late_ = false;        ///< whether the wait is so long that the old sample would mislead
  Areas areas_;
};

}  // namespace vertexview::app
