#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "panels/layout_draft.hpp"
#include "panels/layout_tables.hpp"
#include "panels/record.hpp"
#include "panels/ui.hpp"

namespace vertexview::app {

/// How the records of the active file lie, to be edited: the format with its error under the very character,
/// a ruler of one record's bytes, the fields and what they are used for, and the first records as the text
/// being edited reads them. Nothing changes before it is applied, by Enter or the button.
class LayoutPanel {
 public:
  void draw(Ui& ui, const Area& area);

  /// The height that shows all of it for the active file, within reason; of the last draw()'s width.
  [[nodiscard]] float wanted_height(const Ui& ui) const;
  /// What is shown, as of the last draw().
  [[nodiscard]] LayoutReport report() const;
  /// Where "layout format", "layout apply", ... are, as of the last draw().
  [[nodiscard]] const std::map<std::string, Area>& areas() const noexcept { return areas_; }

 private:
  void follow(const Cloud& cloud);
  void read(const Cloud& cloud);
  void set_draft(LayoutDraft draft) { draft_ = std::move(draft); }
  void draw_head(const Ui& ui, const Cloud& cloud);
  void draw_doubt(Ui& ui, const Cloud& cloud);
  void draw_format(Ui& ui, float width);
  void draw_buttons(Ui& ui);
  void draw_presets(const Ui& ui);
  void draw_message(const Ui& ui, float width);
  void draw_numbers(Ui& ui, float width);
  void draw_number(const Ui& ui, const char* label, std::string& digits, const std::string& hint,
                   DraftPart part);
  void draw_color_options(Ui& ui);
  void draw_tables(const Ui& ui, float width);
  void fade_if_wrong(const Ui& ui) const;
  void choose_color(Ui& ui, LayoutOverrides rest);
  void apply(Ui& ui);
  void mark(const std::string& name);
  [[nodiscard]] bool changed() const { return !(draft_ == applied_); }

  std::uint64_t shown_cloud_ = 0;
  std::string shown_request_;  ///< with which layout the cloud was shown
  LayoutDraft draft_;
  LayoutDraft applied_;
  LayoutDraft read_draft_;  ///< what reading_ and all below were made from
  DraftReading reading_;
  Layout layout_;  ///< of the last draft that was right
  std::vector<Element> elements_;
  std::vector<std::optional<ValueRange>> ranges_;
  Preview preview_;
  std::uint64_t records_ = 0;
  std::uint64_t remainder_ = 0;
  bool enter_ = false;      ///< Enter was pressed in one of the lines
  float above_tables_ = 0;  ///< the height of everything above the tables, in design units
  float caret_x_ = 0;       ///< of the character that the error speaks of
  std::map<std::string, Area> areas_;
};

}  // namespace vertexview::app
