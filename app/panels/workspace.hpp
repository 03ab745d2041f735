#pragma once
#include "panels/notices.hpp"
#include "panels/palette.hpp"
#include "panels/prompt.hpp"
#include "panels/ui.hpp"
#include "panels/vertex_table.hpp"

namespace vertexview::app {

/// All panels in their places: menus above, the 3D view at the left, files, table and inspector at the right
/// with splitters between, the status bar below, and what opens over them.
class Workspace {
 public:
  /// `picture` is the GL texture of the points.
  void draw(Ui& ui, unsigned picture);

  /// Where the 3D view is, as of the last draw().
  [[nodiscard]] const Area& view() const noexcept { return view_; }
  [[nodiscard]] const Area& splitter() const noexcept { return side_splitter_; }
  [[nodiscard]] const VertexTable& table() const noexcept { return table_; }
  /// Something that is typed into is open, or opening.
  [[nodiscard]] bool typing() const noexcept;
  /// It is opening: what is typed now has to wait for it.
  [[nodiscard]] bool taking_focus() const noexcept;

 private:
  void place(Ui& ui, float top, ImVec2 display);
  void draw_side(Ui& ui);
  void draw_overlays(Ui& ui);
  bool split(const char* name, const Area& area, bool vertical, const Palette& palette, float& moved);

  VertexTable table_;
  CommandPalette palette_;
  ArgumentPrompt prompt_;
  Notices notices_;
  Area view_;
  Area side_;
  Area status_;
  Area side_splitter_;
  Area inspector_splitter_;
  float side_width_ = 0;        ///< in design units; 0: the default
  float inspector_height_ = 0;  ///< in design units; 0: the default
  int focus_wait_ = 0;
};

}  // namespace vertexview::app
